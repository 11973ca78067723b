//! What a copy refuses.

use mercer_database::Error;
use sea_orm::DbErr;

/// Why a store could not be copied.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CopyError {
    /// The target holds something.
    #[error(
        "{target} is not empty: {table} has {rows} rows; name an empty database, nothing was \
         copied"
    )]
    NotEmpty {
        /// Where.
        target: String,
        /// The first table with rows.
        table: String,
        /// How many.
        rows: i64,
    },
    /// Both addresses are one.
    #[error("{0} is the store itself; name another database")]
    Itself(String),
    /// A table that cannot be read in order.
    #[error("the table {0} has no primary key and cannot be copied; give it one")]
    NoKey(String),
    /// Tables that need each other.
    #[error("the tables {0} refer to each other in a circle, and none of them can come first")]
    Circle(String),
    /// A column of a type that only one database has.
    #[error("{table}.{column} is of the type {kind}, which not every database has")]
    UnknownType {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// Its type.
        kind: String,
    },
    /// What was written is not what was read: nothing stays.
    #[error("{0} is not the same in the target as in the source; nothing was copied")]
    Different(String),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for CopyError {
    fn from(error: Error) -> Self {
        CopyError::Database(error)
    }
}

impl From<DbErr> for CopyError {
    fn from(error: DbErr) -> Self {
        CopyError::Database(Error::from(error))
    }
}
