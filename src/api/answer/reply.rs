//! An answer before it is sent: what is recorded with an idempotency key.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Status, headers and body of an answer.
pub(in crate::api) struct Rendered {
    pub(in crate::api) status: StatusCode,
    pub(in crate::api) headers: Vec<(HeaderName, HeaderValue)>,
    /// JSON, or empty.
    pub(in crate::api) body: Vec<u8>,
}

/// An answer that can be recorded and given again.
pub(in crate::api) trait Reply {
    /// All of it.
    fn rendered(&self) -> Rendered;
}

impl Rendered {
    /// A JSON body.
    pub(in crate::api) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        Rendered::json_into(Vec::with_capacity(512), status, body)
    }

    /// A JSON body, written into a buffer that is large enough for it.
    pub(in crate::api) fn json_into(
        mut buffer: Vec<u8>,
        status: StatusCode,
        body: &impl Serialize,
    ) -> Self {
        // Maps with keys that are no texts do not occur in our types, nothing else can fail.
        serde_json::to_writer(&mut buffer, body).expect("JSON of our own types can be written");
        let json = HeaderValue::from_static("application/json");
        Rendered {
            status,
            headers: vec![(header::CONTENT_TYPE, json)],
            body: buffer,
        }
    }

    /// The same with one more header, where there is a value.
    pub(in crate::api) fn with(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        self.headers.extend(value.map(|value| (name, value)));
        self
    }
}

impl IntoResponse for Rendered {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        response
    }
}
