//! The arithmetic of money on lines: tax, discounts, shares and credits, rounded by one rule.
//!
//! Rounding happens once per line, half away from zero; whatever is divided over lines is divided
//! by largest remainder. Sums over lines therefore always equal the total, and whatever is given
//! back in pieces adds up to exactly what was paid.
//!
//! Vocabulary: nothing here mentions a noun or a database. Deliberately absent: who taxes what
//! (classes, zones) and why a discount is given (coupons, promotions). Those decide on a
//! [`TaxRate`] and on a [`Discount`]; what they make of an amount is decided here.

mod credit;
mod discount;
mod line;
mod share;
mod tax_rate;
#[cfg(test)]
mod tests;

pub use credit::{credit_for, credit_left, tax_share};
pub use discount::{Discount, DiscountAmount};
pub use line::{LineAmounts, LineTerms, TooLarge, line_amounts};
pub use share::share;
pub use tax_rate::TaxRate;
