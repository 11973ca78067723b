//! What is taken off, as people type it: `10%` or `2.50`.

use std::str::FromStr;

use mercer_store::Quantity;
use mercer_store::amounts::{Discount, DiscountAmount};

use crate::cli::Failure;
use crate::cli::amount::Amount;

/// A percentage, or an amount of the order's currency.
#[derive(Clone, Debug)]
pub(super) enum Off {
    /// Of what it is taken from.
    Percent(Quantity),
    /// So much.
    Amount(Amount),
}

impl Off {
    /// As the store takes it, with its reason.
    pub(super) fn discount(
        &self,
        option: &str,
        currency: &str,
        reason: &str,
    ) -> Result<Discount, Failure> {
        let amount = match self {
            // Thousandths of a percent are ten parts per million.
            Off::Percent(percent) => DiscountAmount::Rate(percent.thousandths().saturating_mul(10)),
            Off::Amount(amount) => {
                DiscountAmount::Fixed(amount.in_currency(option, currency)?.amount)
            }
        };
        let reason = reason.to_owned();
        Ok(Discount { amount, reason })
    }
}

impl FromStr for Off {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a percentage up to 100% or an amount, such as 10% or 2.50".to_owned();
        let Some(percent) = text.strip_suffix('%') else {
            return text.parse().map(Off::Amount).map_err(|_: String| wrong());
        };
        match percent.parse::<Quantity>() {
            Ok(percent) if (0..=100_000).contains(&percent.thousandths()) => {
                Ok(Off::Percent(percent))
            }
            _ => Err(wrong()),
        }
    }
}
