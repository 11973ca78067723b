//! What is known of a backup without opening it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mercer_database::Kind;
use serde::{Deserialize, Serialize};

/// The form of backups that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the backup; 1.
    pub format: u32,
    /// Its name: `mercer-20261121T182142123Z`.
    pub name: String,
    /// The file with the data, in the same folder.
    pub file: String,
    /// When it was begun: everything that was acknowledged before is in it.
    pub created_at: DateTime<Utc>,
    /// The version of the program that made it.
    pub program: String,
    /// What it is a copy of.
    pub system: System,
    /// The address of the store, without a password.
    pub database: String,
    /// Every revision that its tables have gone through.
    pub revisions: Vec<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The file's size.
    pub bytes: u64,
    /// The size of what it holds.
    pub content_bytes: u64,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
}

/// A database system as a manifest names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// The embedded file.
    Sqlite,
    /// A dump by `pg_dump`.
    Postgres,
    /// A dump by `mariadb-dump` or `mysqldump`.
    MySql,
}

impl System {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        Kind::from(self).name()
    }
}

impl From<Kind> for System {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => System::Sqlite,
            Kind::Postgres => System::Postgres,
            Kind::MySql => System::MySql,
        }
    }
}

impl From<System> for Kind {
    fn from(system: System) -> Self {
        match system {
            System::Sqlite => Kind::Sqlite,
            System::Postgres => Kind::Postgres,
            System::MySql => Kind::MySql,
        }
    }
}

impl Manifest {
    /// How many rows all tables have together.
    pub fn row_count(&self) -> u64 {
        self.rows.values().sum()
    }
}
