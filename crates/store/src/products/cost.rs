//! The rules for what a product costs the shop.

use super::Product;
use crate::patch::Patch;
use crate::{Currency, Invalid, Money};

/// The highest cost of one unit, in minor units: beyond it, what many cost could not be counted.
const HIGHEST: i64 = 1_000_000_000_000_000;

/// The minor units of a cost.
pub(super) fn check(cost: Money) -> Result<i64, Invalid> {
    let refuse = |reason: &str| Err(Invalid::new("cost", format!("{cost} is {reason}")));
    match cost.amount {
        ..0 => refuse("below zero"),
        0..=HIGHEST => Ok(cost.amount),
        _ => refuse("more than can be counted"),
    }
}

/// The minor units of the cost of something that is priced in this currency.
pub(super) fn check_in(cost: Money, currency: Currency) -> Result<i64, Invalid> {
    same_currency(cost, currency.code())?;
    check(cost)
}

/// Refuses an edit after which the cost would be counted in another currency than it is in.
pub(super) fn check_edit(
    cost: &Patch<Money>,
    before: &Product,
    after: &Product,
) -> Result<(), Invalid> {
    match cost {
        Patch::Set(cost) => same_currency(*cost, &after.currency),
        Patch::Keep if after.cost.is_some() && before.currency != after.currency => {
            let (old, new) = (&before.currency, &after.currency);
            let reason = format!("it is in {old}; say what it is in {new}, or take it away");
            Err(Invalid::new("cost", reason))
        }
        Patch::Keep | Patch::Clear => Ok(()),
    }
}

fn same_currency(cost: Money, currency: &str) -> Result<(), Invalid> {
    if cost.currency.code() == currency {
        return Ok(());
    }
    let reason = format!("{cost} is not in {currency}, the currency of the price");
    Err(Invalid::new("cost", reason))
}
