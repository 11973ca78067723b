//! Amounts of money as people type them: `12.50`, in the currency of whatever they are about.

use std::str::FromStr;

use mercer_store::{Currency, Invalid, Money};

use super::Failure;

/// An amount whose currency is known only once the order is looked up.
#[derive(Clone, Debug)]
pub(super) struct Amount(String);

impl Amount {
    /// So much money.
    pub(super) fn in_currency(&self, option: &str, currency: &str) -> Result<Money, Failure> {
        let money = |currency: Currency| Money::parse(&self.0, currency);
        let parsed = currency.parse().and_then(money);
        parsed.map_err(|Invalid { reason, .. }| Failure::wrong_call(format!("{option}: {reason}")))
    }
}

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // No currency has more than three decimals: what fits none of them is a wrong call.
        let widest = "BHD".parse().and_then(|widest| Money::parse(text, widest));
        match widest {
            Ok(money) if money.amount >= 0 => Ok(Amount(text.to_owned())),
            Ok(_) => Err("write an amount that is not below zero".to_owned()),
            Err(_) => Err("write digits with a decimal point, such as 2.55".to_owned()),
        }
    }
}
