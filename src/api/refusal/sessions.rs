//! Refusals of sessions.

use axum::http::StatusCode;
use mercer_store::sessions::SessionError;

use super::Refusals;
use crate::api::document::Operation;
use crate::api::problem::Problem;

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NotFound(_) => Problem::not_found(error.to_string()),
            SessionError::NotAllowed(_) => Problem::new(
                StatusCode::UNAUTHORIZED,
                "wrong_sign_in",
                "The sign-in is not right",
                "the account is not there or not active",
            ),
            // Told alike: a thief learns nothing of what is wrong with a token.
            SessionError::UnknownToken | SessionError::Reused | SessionError::Over => Problem::new(
                StatusCode::UNAUTHORIZED,
                "wrong_refresh_token",
                "The refresh token is not good",
                "it is not known, was used before, or its session is over; sign in again",
            ),
            SessionError::Database(error) => error.into(),
        }
    }
}

impl Refusals for SessionError {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::NOT_FOUND, "not_found");
    }
}
