//! Give back in pieces what was paid as one amount.
//!
//! A piece is never rounded by itself. Either it is the step between two rounded running sums
//! ([`credit_for`], [`tax_share`]), so that all steps together are the whole; or it is a share of
//! what is left ([`credit_left`]), so that the last piece is what is left.

use crate::money::round_half_away;

/// What a return gives back of a line that nothing else was credited on, in minor units.
///
/// `total` is what was paid for `quantity` thousandths, of which `returned_before` had come back
/// before this return and `returned_after` have after it. However a quantity is split into
/// returns, they give back the same; all of it gives back exactly `total`.
pub fn credit_for(total: i64, quantity: i64, returned_before: i64, returned_after: i64) -> i64 {
    step(total, quantity, returned_before, returned_after)
}

/// What a return gives back of a line of which `refunded` minor units were credited already, by
/// returns, as goodwill, or both.
///
/// The rule: the goods that are still with the customer are worth what is left of the line, and a
/// return gives back its part of that, rounded once. A goodwill credit thus lowers the price of
/// everything still out there evenly; no return gives back more than is left; and the return that
/// leaves nothing with the customer gives back exactly what is left, whatever was credited before,
/// and in whatever pieces.
pub fn credit_left(
    total: i64,
    refunded: i64,
    quantity: i64,
    returned_before: i64,
    returned_after: i64,
) -> i64 {
    let left = total.saturating_sub(refunded).max(0);
    let outside = quantity.saturating_sub(returned_before);
    let returns = returned_after.saturating_sub(returned_before);
    step(left, outside, 0, returns)
}

/// The tax inside a credit, for its credit note, in minor units.
///
/// `tax` is inside `total`, of which `amount_before` had been credited before this credit and
/// `amount_after` has after it. All credits of a line together carry exactly its tax, and none
/// more tax than it gives back.
pub fn tax_share(tax: i64, total: i64, amount_before: i64, amount_after: i64) -> i64 {
    step(tax, total, amount_before, amount_after)
}

/// `amount * after / whole - amount * before / whole`, both rounded: nothing of nothing.
fn step(amount: i64, whole: i64, before: i64, after: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    // Nobody gets back more than the whole, nor takes it twice.
    let until = |part: i64| {
        let part = part.clamp(0, whole);
        round_half_away(i128::from(amount) * i128::from(part), i128::from(whole))
    };
    // Both are between nothing and the amount, and so is what lies between them.
    i64::try_from(until(after) - until(before)).unwrap_or(amount)
}
