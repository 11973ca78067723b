//! What each line of an order costs, tax and discounts included.

use super::{TaxRate, share};

/// A line before the order's discount and tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineTerms {
    /// Price times quantity, rounded once; minor units, not below zero.
    pub subtotal: i64,
    /// The line's own discount; minor units, at most the subtotal.
    pub discount: i64,
    /// The rate of the product's tax class.
    pub tax_rate: TaxRate,
}

/// What came of a line, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineAmounts {
    /// Its share of the order's discount.
    pub order_discount: i64,
    /// The tax on it, or inside it where prices include tax.
    pub tax: i64,
    /// What the customer pays for it, discounts taken off and tax included.
    pub total: i64,
}

/// Amounts that cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// A line's total, or the sum of the lines, is beyond what is kept exactly.
    #[error("the total is too large to be kept exactly")]
    Amount,
    /// A discount takes off more than there is.
    #[error("the discount is larger than what it is taken from")]
    Discount,
}

/// Divides the order's discount over the lines and taxes each, in the order of the lines.
///
/// The base of a line is its subtotal without its own discount and without its share of the
/// order's, which is divided in proportion to what the lines cost after their own. Where prices
/// exclude tax, the tax is the base times the rate, rounded once, and comes on top. Where they
/// include it, the base is the total, and the tax is what of it goes beyond the rounded
/// `base / (1 + rate)`. The two agree: a net amount with its tax on top, taken as a price that
/// includes tax, holds exactly that tax, because the rounding of the tax, at most half a unit, is
/// divided by `1 + rate` and so never reaches the next half.
///
/// # Errors
/// No amount is ever wrong or negative: what cannot be kept is refused. The sums of all subtotals
/// and of all totals fit too.
pub fn line_amounts(
    terms: &[LineTerms],
    order_discount: i64,
    prices_include_tax: bool,
) -> Result<Vec<LineAmounts>, TooLarge> {
    let mut after_own = Vec::with_capacity(terms.len());
    let (mut subtotals, mut left) = (0_i64, 0_i64);
    for line in terms {
        if !(0..=line.subtotal).contains(&line.discount) {
            return Err(TooLarge::Discount);
        }
        let base = line.subtotal - line.discount;
        subtotals = subtotals
            .checked_add(line.subtotal)
            .ok_or(TooLarge::Amount)?;
        left += base; // At most the sum of the subtotals.
        after_own.push(base);
    }
    if !(0..=left).contains(&order_discount) {
        return Err(TooLarge::Discount);
    }
    let shares = share(order_discount, &after_own);
    let mut sum = 0_i64;
    let lines = terms.iter().zip(after_own).zip(shares);
    lines
        .map(|((line, base), order_discount)| {
            let amounts = taxed(base, order_discount, line.tax_rate, prices_include_tax)?;
            sum = sum.checked_add(amounts.total).ok_or(TooLarge::Amount)?;
            Ok(amounts)
        })
        .collect()
}

fn taxed(
    after_own: i64,
    order_discount: i64,
    rate: TaxRate,
    includes_tax: bool,
) -> Result<LineAmounts, TooLarge> {
    let base = i128::from(after_own - order_discount);
    let tax = if includes_tax {
        rate.inside(base)
    } else {
        rate.on(base)
    };
    let total = if includes_tax { base } else { base + tax };
    Ok(LineAmounts {
        order_discount,
        tax: i64::try_from(tax).map_err(|_| TooLarge::Amount)?,
        total: i64::try_from(total).map_err(|_| TooLarge::Amount)?,
    })
}
