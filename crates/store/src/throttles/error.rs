//! What throttles refuse.

use chrono::TimeDelta;
use mercer_database::Error;
use sea_orm::DbErr;

use super::Kind;

/// Why an attempt is not let pass.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ThrottleError {
    /// There were too many of late.
    #[error("too many attempts; try again in {} seconds", retry_after.num_seconds())]
    TooMany {
        /// Attempts at what.
        kind: Kind,
        /// When to try again: whole seconds, at least one.
        retry_after: TimeDelta,
    },
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for ThrottleError {
    fn from(error: DbErr) -> Self {
        ThrottleError::from(Error::from(error))
    }
}
