//! Bodies that are forms, refused in the words of the standard.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::answer::Refused;
use crate::api::document::{Input, Operation, Schemas};

const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// The form of a request. What it names beside is not looked at, as RFC 6749 asks.
pub(in crate::api) struct Form<T>(pub(in crate::api) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let refused = |why: &str| Refused::new("invalid_request", why);
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|text| text.to_str().ok());
        let essence = content_type.and_then(|text| text.split(';').next());
        if !essence.is_some_and(|text| text.trim().eq_ignore_ascii_case(CONTENT_TYPE)) {
            let why = format!("send a form, with the header Content-Type: {CONTENT_TYPE}");
            return Err(refused(&why));
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|_| refused("the body could not be read to its end"))?;
        serde_urlencoded::from_bytes(&bytes)
            .map(Form)
            .map_err(|error| refused(&error.to_string()))
    }
}

impl<T: JsonSchema> Input for Form<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        operation.body::<T>(CONTENT_TYPE, schemas);
        operation.json::<Refused>(StatusCode::BAD_REQUEST, "Refused.", &[], schemas);
    }
}
