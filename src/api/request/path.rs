//! Ids in addresses.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// What stands for `{id}` in `/v1/{noun}/{id}`: the first part of the address that is not fixed.
pub(in crate::api) struct IdText(String);

/// What stands last in an address with two: `/v1/customers/{id}/addresses/{address_id}`.
pub(in crate::api) struct SubIdText(String);

impl<S: Send + Sync> FromRequestParts<S> for IdText {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Ok(IdText(texts(parts, state).await?.remove(0)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SubIdText {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Ok(SubIdText(
            texts(parts, state).await?.pop().unwrap_or_default(),
        ))
    }
}

/// At least one.
async fn texts<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<Vec<String>, Problem> {
    let no_text = || Problem::not_found("no id is written like that");
    // Bytes that are no text.
    let parameters = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| no_text())?;
    let texts: Vec<_> = parameters.iter().map(|(_, text)| text.to_owned()).collect();
    if texts.is_empty() {
        Err(no_text())
    } else {
        Ok(texts)
    }
}

fn id(noun: &str, text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::no_such(noun, text))
}

impl IdText {
    /// The id. Anything that is no number names nothing, so it is not found.
    pub(in crate::api) fn of(&self, noun: &str) -> Result<i64, Problem> {
        id(noun, &self.0)
    }

    /// As it was written, for things that have no number.
    pub(in crate::api) fn text(&self) -> &str {
        &self.0
    }
}

impl SubIdText {
    /// The id; see [`IdText::of`].
    pub(in crate::api) fn of(&self, noun: &str) -> Result<i64, Problem> {
        id(noun, &self.0)
    }
}

impl Input for IdText {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.problem(StatusCode::NOT_FOUND, "not_found");
    }
}

impl Input for SubIdText {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.problem(StatusCode::NOT_FOUND, "not_found");
    }
}
