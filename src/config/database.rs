//! `database_url` and `[database]`: where the data lives.

use mercer_database::DatabaseUrl;

use super::{ConfigError, Key, Setting, Values};

pub(super) const URL: Key = Key {
    name: "database_url",
    variable: "DATABASE_URL",
    default: "sqlite:mercer.db",
};

pub(super) const POOL_SIZE: Key = Key {
    name: "database.pool_size",
    variable: "MERCER_POOL_SIZE",
    default: "16",
};

/// The most connections that may be asked for.
const LARGEST_POOL: u32 = 1_000;

/// Where the data lives.
#[derive(Clone, Debug)]
pub(crate) struct DatabaseConfig {
    /// The database: `sqlite:PATH`, `postgres://USER:PASSWORD@HOST/DATABASE` or
    /// `mysql://USER:PASSWORD@HOST/DATABASE`.
    ///
    /// `database_url`, `DATABASE_URL`. Default: `sqlite:mercer.db`, a file in the working folder.
    pub(crate) url: Setting<DatabaseUrl>,

    /// The most connections held open to a database server. An embedded database ignores it.
    ///
    /// `database.pool_size`, `MERCER_POOL_SIZE`. Default: 16.
    pub(crate) pool_size: Setting<u32>,
}

impl DatabaseConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(DatabaseConfig {
            url: values.get(&URL, |text| {
                DatabaseUrl::parse(text).map_err(|error| error.to_string())
            })?,
            pool_size: values.get(&POOL_SIZE, pool_size)?,
        })
    }
}

fn pool_size(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(size) if (1..=LARGEST_POOL).contains(&size) => Ok(size),
        _ => Err(format!(
            "{text:?} is not a number of connections (1 to {LARGEST_POOL})"
        )),
    }
}
