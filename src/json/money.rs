//! Amounts of money.

use std::fmt;

use mercer_store::Currency;
use serde::Serialize;

/// An amount in minor units (pence, cents, yen) of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Money {
    /// Minor units.
    pub(crate) amount: i64,
    /// ISO 4217.
    pub(crate) currency: String,
}

impl Money {
    /// So many minor units of a currency.
    pub(crate) fn new(amount: i64, currency: &str) -> Self {
        Money {
            amount,
            currency: currency.to_owned(),
        }
    }
}

impl From<mercer_store::Money> for Money {
    fn from(money: mercer_store::Money) -> Self {
        Money::new(money.amount, money.currency.code())
    }
}

impl fmt::Display for Money {
    /// As people write it: `2.55 GBP`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.currency.parse::<Currency>() {
            Ok(currency) => mercer_store::Money::new(self.amount, currency).to_string(),
            // No such code is ever stored; if one is, the exact amount is still shown.
            Err(_) => format!("{} minor units of {:?}", self.amount, self.currency),
        };
        formatter.pad(&text)
    }
}
