//! Ids in addresses.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::problem::Problem;

/// What stands for `{id}` in `/v1/{noun}/{id}`.
pub(super) struct IdText(String);

impl<S: Send + Sync> FromRequestParts<S> for IdText {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(text)) => Ok(IdText(text)),
            // Bytes that are no text.
            Err(_) => Err(Problem::not_found("no id is written like that")),
        }
    }
}

impl IdText {
    /// The id. Anything that is no number names nothing, so it is not found.
    pub(super) fn of(&self, noun: &str) -> Result<i64, Problem> {
        let text = &self.0;
        text.parse()
            .map_err(|_| Problem::not_found(format!("there is no {noun} with the id {text:?}")))
    }
}
