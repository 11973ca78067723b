//! A page of a list.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::Rendered;
use crate::api::document::{Operation, Output, Schemas};
use crate::json;

/// A page, and where the next one begins: in the body, and by the guard in the header `Link`.
pub(in crate::api) struct Listed<T>(json::Page<T>);

/// The cursor of the next page, for the guard.
#[derive(Clone)]
pub(in crate::api) struct NextPage(pub(in crate::api) String);

impl<T> Listed<T> {
    /// The store's page with its rows translated.
    pub(in crate::api) fn of<R>(page: mercer_store::Page<R>, row: impl Fn(R) -> T) -> Self {
        Listed(json::Page::of(page, row))
    }

    /// A list that is never long: all of it.
    pub(in crate::api) fn whole<R>(rows: Vec<R>, row: impl Fn(R) -> T) -> Self {
        Listed(json::Page {
            items: rows.into_iter().map(row).collect(),
            next: None,
        })
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let next = self.0.next.as_ref().map(|next| NextPage(next.to_string()));
        // Most rows are shorter, and a buffer that grows is copied each time.
        let body = Vec::with_capacity(64 + 512 * self.0.items.len());
        let mut response = Rendered::json_into(body, StatusCode::OK, &self.0).into_response();
        if let Some(next) = next {
            response.extensions_mut().insert(next);
        }
        response
    }
}

impl<T: Serialize + JsonSchema> Output for Listed<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let headers = [("Link", "The next page, `rel=\"next\"`; absent on the last.")];
        operation.json::<json::Page<T>>(StatusCode::OK, "A page.", &headers, schemas);
    }
}
