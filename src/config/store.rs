//! `[store]`: the shop itself.

use mercer_store::{Currency, Invalid};

use super::{ConfigError, Key, Setting, Values};

pub(super) const CURRENCY: Key = Key {
    name: "store.currency",
    variable: "MERCER_CURRENCY",
    default: "GBP",
};

pub(super) const PRICES_INCLUDE_TAX: Key = Key {
    name: "store.prices_include_tax",
    variable: "MERCER_PRICES_INCLUDE_TAX",
    default: "false",
};

/// The shop itself.
#[derive(Clone, Debug)]
pub(crate) struct StoreConfig {
    /// The ISO 4217 currency of prices and orders that do not name one.
    ///
    /// `store.currency`, `MERCER_CURRENCY`. Default: GBP.
    pub(crate) currency: Setting<Currency>,
    /// Whether the prices of products include tax (`true`), or tax comes on top (`false`). Orders
    /// keep the way in which they were placed.
    ///
    /// `store.prices_include_tax`, `MERCER_PRICES_INCLUDE_TAX`. Default: false.
    pub(crate) prices_include_tax: Setting<bool>,
}

impl StoreConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(StoreConfig {
            currency: values.get(&CURRENCY, |text| {
                text.parse().map_err(|error: Invalid| error.reason)
            })?,
            prices_include_tax: values.get(&PRICES_INCLUDE_TAX, yes_or_no)?,
        })
    }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is neither true nor false"))
}
