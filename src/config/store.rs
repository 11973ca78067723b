//! `[store]`: the shop itself.

use mercer_store::{Currency, Invalid};

use super::{ConfigError, Key, Setting, Values};

pub(super) const CURRENCY: Key = Key {
    name: "store.currency",
    variable: "MERCER_CURRENCY",
    default: "GBP",
};

/// The shop itself.
#[derive(Clone, Debug)]
pub(crate) struct StoreConfig {
    /// The ISO 4217 currency of prices and orders that do not name one.
    ///
    /// `store.currency`, `MERCER_CURRENCY`. Default: GBP.
    pub(crate) currency: Setting<Currency>,
}

impl StoreConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(StoreConfig {
            currency: values.get(&CURRENCY, |text| {
                text.parse().map_err(|error: Invalid| error.reason)
            })?,
        })
    }
}
