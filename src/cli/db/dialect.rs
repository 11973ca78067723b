//! The name of a database's words on the command line.

use clap::ValueEnum;
use mercer_database::{DatabaseUrl, Kind};

/// Whose words SQL is printed in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Dialect {
    Sqlite,
    Postgres,
    Mysql,
}

impl Dialect {
    /// All of them.
    pub(super) const ALL: [Kind; 3] = [Kind::Sqlite, Kind::Postgres, Kind::MySql];

    /// The one that was asked for, else the database's.
    pub(super) fn or_of(asked: Option<Dialect>, url: &DatabaseUrl) -> Kind {
        match asked {
            Some(Dialect::Sqlite) => Kind::Sqlite,
            Some(Dialect::Postgres) => Kind::Postgres,
            Some(Dialect::Mysql) => Kind::MySql,
            None => url.kind(),
        }
    }
}
