//! Amounts of money.

use std::fmt;

use mercer_store::Currency;
use schemars::JsonSchema;
use serde::Serialize;

/// An amount in minor units (pence, cents, yen) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Money {
    /// Minor units.
    pub(crate) amount: i64,
    /// ISO 4217.
    pub(crate) currency: Currency,
}

impl Money {
    /// So many minor units of a currency. Nothing else than the code of one is ever stored; if it
    /// is, the amount is told as one of no currency.
    pub(crate) fn new(amount: i64, currency: &str) -> Self {
        let currency = currency.parse().unwrap_or(Currency::NONE);
        Money { amount, currency }
    }
}

impl From<mercer_store::Money> for Money {
    fn from(money: mercer_store::Money) -> Self {
        Money {
            amount: money.amount,
            currency: money.currency,
        }
    }
}

impl fmt::Display for Money {
    /// As people write it: `2.55 GBP`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = mercer_store::Money::new(self.amount, self.currency).to_string();
        formatter.pad(&text)
    }
}
