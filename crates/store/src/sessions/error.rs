//! What session verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use super::Subject;

/// Why a session could not be started, refreshed or ended.
///
/// Whoever presents a refresh token is told alike of [`UnknownToken`](SessionError::UnknownToken),
/// [`Reused`](SessionError::Reused) and [`Over`](SessionError::Over): sign in again.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SessionError {
    /// The subject is not there, not active, or erased.
    #[error("{0} cannot sign in: the account is not there or not active")]
    NotAllowed(Subject),
    /// No session has it.
    #[error("the refresh token is not known; sign in again")]
    UnknownToken,
    /// It had been used before; the session has been ended.
    #[error("the refresh token was used before, and the session has been ended; sign in again")]
    Reused,
    /// The session has expired or was ended, or its holder may not sign in any more.
    #[error("the session is over; sign in again")]
    Over,
    /// The subject has no such session.
    #[error("there is no session with id {0}")]
    NotFound(i64),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for SessionError {
    fn from(error: DbErr) -> Self {
        SessionError::from(Error::from(error))
    }
}
