//! What reading the log refuses.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;

/// Why the log could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AuditError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No row has this id.
    #[error("there is no row of the audit log with id {0}")]
    NotFound(i64),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for AuditError {
    fn from(error: DbErr) -> Self {
        AuditError::Database(Error::from(error))
    }
}
