//! What an export refuses.

use std::io;

use mercer_database::Error;
use sea_orm::DbErr;

/// Why something could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The rows could not be written.
    #[error("the export cannot be written: {0}")]
    Output(#[from] io::Error),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ExportError {
    fn from(error: Error) -> Self {
        ExportError::Database(error)
    }
}

impl From<DbErr> for ExportError {
    fn from(error: DbErr) -> Self {
        ExportError::Database(Error::from(error))
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        ExportError::Output(error.into())
    }
}
