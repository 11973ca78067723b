//! Something new.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::one::rendered;
use super::{Rendered, Reply, Resource};
use crate::api::document::{Operation, Output, Schemas};

/// Something new, and where it is.
pub(in crate::api) struct Created<T> {
    /// Its address.
    location: String,
    thing: T,
}

impl<T: Resource> Created<T> {
    /// The thing at this address.
    pub(in crate::api) fn at(location: String, thing: T) -> Self {
        Created { location, thing }
    }
}

impl<T: Resource> Reply for Created<T> {
    fn rendered(&self) -> Rendered {
        let location = HeaderValue::try_from(&self.location).ok();
        rendered(StatusCode::CREATED, &self.thing).with(header::LOCATION, location)
    }
}

impl<T: Resource> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        self.rendered().into_response()
    }
}

impl<T: Resource> Output for Created<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let headers = [
            ("Location", "The address of what is new."),
            ("ETag", "Its version, for If-Match and If-None-Match."),
        ];
        operation.json::<T>(StatusCode::CREATED, "What is new.", &headers, schemas);
    }
}
