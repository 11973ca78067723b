//! Money off, with its reason.

use super::TaxRate;
use crate::money::round_half_away;
use crate::{Invalid, text};

/// Money off a line or an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// How much.
    pub amount: DiscountAmount,
    /// Why, at most 200 characters.
    pub reason: String,
}

/// How much is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscountAmount {
    /// So many minor units.
    Fixed(i64),
    /// So many parts per million of what it is taken from: 100,000 is 10 %.
    Rate(i64),
}

impl Discount {
    /// The discount with its reason trimmed, when it can be one at all.
    ///
    /// # Errors
    /// An amount below zero, a rate that is not between 0 and 100 %, on the field `amount`; no
    /// reason or one that is too long, on `reason`.
    pub fn check(&self) -> Result<Discount, Invalid> {
        match self.amount {
            DiscountAmount::Fixed(amount) if amount < 0 => {
                let reason = format!("{amount} minor units is below zero");
                return Err(Invalid::new("amount", reason));
            }
            DiscountAmount::Rate(ppm) if !(0..=TaxRate::MAX.ppm()).contains(&ppm) => {
                let reason = format!("{ppm} parts per million is not between 0 and 100 %");
                return Err(Invalid::new("amount", reason));
            }
            _ => {}
        }
        let reason = text::required("reason", &self.reason, 200)?;
        Ok(Discount {
            amount: self.amount,
            reason,
        })
    }

    /// What it takes from an amount of minor units, rounded once.
    ///
    /// # Errors
    /// More than there is to take it from, on the field `amount`.
    pub fn amount_of(&self, base: i64) -> Result<i64, Invalid> {
        let taken = match self.amount {
            DiscountAmount::Fixed(amount) => i128::from(amount),
            DiscountAmount::Rate(ppm) => {
                let exact = i128::from(base) * i128::from(ppm);
                round_half_away(exact, i128::from(TaxRate::MAX.ppm()))
            }
        };
        match i64::try_from(taken) {
            Ok(taken) if (0..=base).contains(&taken) => Ok(taken),
            _ => Err(Invalid::new(
                "amount",
                format!(
                    "a discount of {taken} minor units cannot be taken from {base}; it is at \
                     least 0 and at most what it is taken from"
                ),
            )),
        }
    }
}
