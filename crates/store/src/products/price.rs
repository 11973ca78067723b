//! The rule for prices.

use crate::Invalid;

/// Checks a price in minor units; goods may be free.
pub(super) fn check(price: i64) -> Result<i64, Invalid> {
    if price < 0 {
        return Err(Invalid::new("price", format!("{price} is below zero")));
    }
    Ok(price)
}
