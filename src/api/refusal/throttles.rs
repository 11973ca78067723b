//! Refusals of too many attempts.

use axum::http::StatusCode;
use mercer_store::throttles::ThrottleError;

use super::Refusals;
use crate::api::document::Operation;
use crate::api::problem::Problem;

impl From<ThrottleError> for Problem {
    fn from(error: ThrottleError) -> Self {
        match error {
            ThrottleError::TooMany { retry_after, .. } => Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_requests",
                "Too many attempts",
                error.to_string(),
            )
            .retry_after(retry_after.to_std().unwrap_or_default()),
            ThrottleError::Database(error) => error.into(),
        }
    }
}

impl Refusals for ThrottleError {
    /// What every route can be refused for.
    fn describe(_: &mut Operation) {}
}
