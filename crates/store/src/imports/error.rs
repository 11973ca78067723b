//! What an import refuses.

use std::path::PathBuf;

use mercer_database::Error;
use sea_orm::DbErr;

use super::Rejection;
use crate::Invalid;
use crate::inventory::InventoryError;

/// Why a source could not be imported.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ImportError {
    /// The source cannot be read to its end: nothing was written.
    #[error("the source cannot be read, nothing was imported: {reason}")]
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// The first line is not the header of this kind of source.
    #[error(
        "the source has no column {}; its first line names: {found}",
        missing.join(", ")
    )]
    MissingColumns {
        /// The columns that are not there.
        missing: Vec<String>,
        /// The first line as it is.
        found: String,
    },
    /// The columns cannot be told apart, or are not those that are needed.
    #[error("{}", .0.reason)]
    Columns(Invalid),
    /// A file could not be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A row was refused and the import was to be strict.
    #[error("{0}; nothing was imported (without --strict such rows are left out)")]
    Rejected(Rejection),
    /// The caller said stop.
    #[error("the import was stopped; what is in stays, and the same import goes on from there")]
    Stopped,
    /// Something that an earlier part of the import wrote has been deleted since.
    #[error("{what} was imported and has been deleted since; the import cannot go on")]
    Gone {
        /// What is missing.
        what: String,
    },
    /// Goods could not be moved.
    #[error(transparent)]
    Inventory(InventoryError),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ImportError {
    fn from(error: Error) -> Self {
        ImportError::Database(error)
    }
}

impl From<DbErr> for ImportError {
    fn from(error: DbErr) -> Self {
        ImportError::Database(Error::from(error))
    }
}

impl From<InventoryError> for ImportError {
    fn from(error: InventoryError) -> Self {
        match error {
            InventoryError::Database(error) => ImportError::Database(error),
            other => ImportError::Inventory(other),
        }
    }
}
