//! The databases that faults are made on.

mod ask;
mod cluster;
mod replicated;
mod server;

use std::fmt;

pub(crate) use ask::{Cell, Rows, change, snapshot};
pub(crate) use cluster::Cluster;
pub(crate) use replicated::Replicated;
pub(crate) use server::DatabaseServer;

/// The database systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// One file, embedded in the process.
    Sqlite,
    /// A PostgreSQL server, started for the fault alone.
    Postgres,
    /// A MariaDB server, started for the fault alone.
    Mariadb,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: &[Kind] = &[Kind::Sqlite, Kind::Postgres, Kind::Mariadb];

    /// Those that are processes of their own.
    pub(crate) const SERVERS: &[Kind] = &[Kind::Postgres, Kind::Mariadb];
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Kind::Sqlite => "sqlite",
            Kind::Postgres => "postgres",
            Kind::Mariadb => "mariadb",
        })
    }
}

/// Where one shop's data is.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    /// Which system.
    pub(crate) kind: Kind,
    /// As `DATABASE_URL` wants it.
    pub(crate) url: String,
}
