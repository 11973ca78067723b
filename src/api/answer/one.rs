//! One thing.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Rendered, Reply, Resource};
use crate::api::document::{Operation, Output, Schemas};

/// One thing as it is now, with its `ETag`.
pub(in crate::api) struct One<T>(pub(in crate::api) T);

impl<T: Resource> Reply for One<T> {
    fn rendered(&self) -> Rendered {
        rendered(StatusCode::OK, &self.0)
    }
}

/// A thing with its `ETag`.
pub(super) fn rendered(status: StatusCode, thing: &impl Resource) -> Rendered {
    let tag = thing.version().map(|version| format!("\"{version}\""));
    let tag = tag.and_then(|tag| HeaderValue::try_from(tag).ok());
    Rendered::json(status, thing).with(header::ETAG, tag)
}

impl<T: Resource> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        self.rendered().into_response()
    }
}

impl<T: Resource> Output for One<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let headers = [("ETag", "Its version, for If-Match and If-None-Match.")];
        operation.json::<T>(StatusCode::OK, "As it is now.", &headers, schemas);
    }
}
