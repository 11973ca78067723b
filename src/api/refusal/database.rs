//! Refusals of the database itself.

use std::time::Duration;

use axum::http::StatusCode;
use mercer_database::Error;

use super::Refusals;
use crate::api::document::Operation;
use crate::api::problem::Problem;

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match &error {
            Error::Busy { .. } => {
                let detail = "other changes were in the way; nothing was changed, try again";
                unavailable("busy", "The store is busy", detail, 1)
            }
            Error::CommitFailed { .. } | Error::Unavailable { .. } | Error::Closed => {
                tracing::error!(cause = %error, "the database did not answer");
                let detail = "nothing was changed; try again later";
                unavailable(
                    "unavailable",
                    "The store's database does not answer",
                    detail,
                    5,
                )
            }
            Error::CommitUnknown { .. } => {
                tracing::error!(cause = %error, "the outcome of a commit is unknown");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "outcome_unknown",
                    "It is not known whether the change was made",
                    "the database did not say so; look whether the change is there before trying \
                     again, or try again with the same Idempotency-Key",
                )
            }
            _ => Problem::internal(&error.to_string()),
        }
    }
}

impl Refusals for Error {
    /// What every route can be refused for.
    fn describe(_: &mut Operation) {}
}

/// Trying again may succeed.
fn unavailable(code: &'static str, title: &'static str, detail: &str, seconds: u64) -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, title, detail)
        .retry_after(Duration::from_secs(seconds))
}
