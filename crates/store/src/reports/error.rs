//! What a report refuses.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;

/// Why there is no report.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReportError {
    /// The time asked for.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for ReportError {
    fn from(error: DbErr) -> Self {
        ReportError::Database(Error::from(error))
    }
}
