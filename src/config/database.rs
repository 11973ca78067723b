//! `database_url` and `[database]`: where the data lives.

use std::fmt;
use std::path::PathBuf;

use mercer_database::DatabaseUrl;

use super::{ConfigError, Key, Setting, Values};

pub(super) const URL: Key = Key {
    name: "database_url",
    variable: "DATABASE_URL",
    default: "sqlite:mercer.db",
};

pub(super) const REPLICA_URL: Key = Key {
    name: "database.replica_url",
    variable: "DATABASE_REPLICA_URL",
    default: "none",
};

pub(super) const POOL_SIZE: Key = Key {
    name: "database.pool_size",
    variable: "MERCER_POOL_SIZE",
    default: "16",
};

pub(super) const MIGRATIONS: Key = Key {
    name: "database.migrations",
    variable: "MERCER_MIGRATIONS",
    default: "migrations",
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

    /// A streaming replica of a PostgreSQL database, which visitors are answered from, and whoever
    /// tells how new their answer has to be (`Mercer-Position`): `postgres://..` or `none`.
    ///
    /// `database.replica_url`, `DATABASE_REPLICA_URL`. Default: `none`.
    pub(crate) replica_url: Setting<ReplicaUrl>,

    /// The most connections held open to a database server. An embedded database ignores it.
    ///
    /// `database.pool_size`, `MERCER_POOL_SIZE`. Default: 16.
    pub(crate) pool_size: Setting<u32>,

    /// The folder of the owner's own revisions, which `mercer db init` makes. Without it the store
    /// has the program's tables and no others.
    ///
    /// `database.migrations`, `MERCER_MIGRATIONS`. Default: `migrations` in the working folder.
    pub(crate) migrations: Setting<PathBuf>,
}

/// The address of a replica, if there is one.
#[derive(Clone, Debug)]
pub(crate) struct ReplicaUrl(Option<DatabaseUrl>);

impl ReplicaUrl {
    /// The address.
    pub(crate) fn url(&self) -> Option<&DatabaseUrl> {
        self.0.as_ref()
    }

    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(ReplicaUrl(None)),
            url => DatabaseUrl::parse(url)
                .map(|url| ReplicaUrl(Some(url)))
                .map_err(|error| error.to_string()),
        }
    }
}

impl fmt::Display for ReplicaUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(url) => url.fmt(formatter),
            None => formatter.write_str("none"),
        }
    }
}

impl DatabaseConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(DatabaseConfig {
            url: values.get(&URL, |text| {
                DatabaseUrl::parse(text).map_err(|error| error.to_string())
            })?,
            replica_url: values.get(&REPLICA_URL, ReplicaUrl::parse)?,
            pool_size: values.get(&POOL_SIZE, pool_size)?,
            migrations: values.get(&MIGRATIONS, |text| Ok(PathBuf::from(text)))?,
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
