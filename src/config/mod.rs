//! The configuration, loaded once at start-up and handed down.
//!
//! A setting is looked up in this order; the first place that has it wins:
//!
//! 1. the command line,
//! 2. the process environment,
//! 3. a `.env` file in the working folder,
//! 4. `mercer.toml` in the working folder, or the file that `--config` names,
//! 5. the default.
//!
//! An environment variable that is set to nothing counts as not set. A wrong value is an error
//! that names the place it came from, and so is a setting in `mercer.toml` that does not exist.
//! The settings themselves are documented one section per file, at the field that holds them.

mod database;
mod error;
mod file;
mod inputs;
mod key;
mod log;
mod server;
mod setting;
mod show;
mod store;
mod suggest;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use database::DatabaseConfig;
pub(crate) use error::ConfigError;
pub(crate) use inputs::{Inputs, Override};
pub(crate) use log::LogConfig;
pub(crate) use server::ServerConfig;
pub(crate) use setting::{Setting, Source};
pub(crate) use show::Row;
pub(crate) use store::StoreConfig;

use key::Key;
use values::Values;

/// Everything that can be set.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Where the data lives.
    pub(crate) database: DatabaseConfig,
    /// Where the store listens.
    pub(crate) server: ServerConfig,
    /// The shop itself.
    pub(crate) store: StoreConfig,
    /// What is written to the log.
    pub(crate) log: LogConfig,
}

/// Every setting there is, in the order in which they are shown.
const KEYS: [&Key; 8] = [
    &database::URL,
    &database::POOL_SIZE,
    &database::MIGRATIONS,
    &server::ADDRESS,
    &server::PORT,
    &store::CURRENCY,
    &store::PRICES_INCLUDE_TAX,
    &log::FILTER,
];

impl Config {
    /// Loads the configuration from what [`Inputs`] names, and from nowhere else.
    pub(crate) fn load(inputs: &Inputs) -> Result<Self, ConfigError> {
        let values = Values::collect(inputs, &KEYS)?;
        Ok(Config {
            database: DatabaseConfig::load(&values)?,
            server: ServerConfig::load(&values)?,
            store: StoreConfig::load(&values)?,
            log: LogConfig::load(&values)?,
        })
    }

    /// Every setting with its value and its source; passwords are hidden.
    pub(crate) fn show(&self) -> Vec<Row> {
        vec![
            Row::new(&database::URL, &self.database.url),
            Row::new(&database::POOL_SIZE, &self.database.pool_size),
            Row::of_path(&database::MIGRATIONS, &self.database.migrations),
            Row::new(&server::ADDRESS, &self.server.address),
            Row::new(&server::PORT, &self.server.port),
            Row::new(&store::CURRENCY, &self.store.currency),
            Row::new(&store::PRICES_INCLUDE_TAX, &self.store.prices_include_tax),
            Row::new(&log::FILTER, &self.log.filter),
        ]
    }
}
