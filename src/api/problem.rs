//! How a refusal looks: RFC 9457 `application/problem+json`.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};

/// A refusal. `code` is for programs and never changes its meaning; `title` and `detail` are for
/// people and may.
#[derive(Debug)]
pub(crate) struct Problem(Box<Content>);

/// Boxed, because every handler returns it and few answers are refusals.
#[derive(Debug, Serialize)]
struct Content {
    #[serde(rename = "type")]
    kind: String,
    code: &'static str,
    title: &'static str,
    #[serde(serialize_with = "as_number")]
    status: StatusCode,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip)]
    retry_after: Option<Duration>,
}

/// What is wrong with one part of the request.
#[derive(Debug, Serialize)]
struct FieldError {
    #[serde(flatten)]
    place: Place,
    detail: String,
}

/// Where in the request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    /// A JSON pointer (RFC 6901) into the body.
    Pointer(String),
    /// A parameter of the query.
    Parameter(String),
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn as_number<S: Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

/// The longest text of a refusal, in bytes. What a client sent is quoted in some of them.
const LONGEST_TEXT: usize = 600;

fn clipped(text: impl Into<String>) -> String {
    let mut text = text.into();
    if text.len() > LONGEST_TEXT {
        text.truncate(text.floor_char_boundary(LONGEST_TEXT));
        text.push('…');
    }
    text
}

impl Problem {
    /// A refusal without particular fields.
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Problem(Box::new(Content {
            kind: format!("urn:mercer:problem:{code}"),
            code,
            title,
            status,
            detail: clipped(detail),
            errors: Vec::new(),
            retry_after: None,
        }))
    }

    /// The subject does not exist.
    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is no such thing",
            detail,
        )
    }

    /// The content of the request cannot be accepted.
    pub(super) fn invalid(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "The request's content is not valid",
            detail,
        )
    }

    /// Something that the client can do nothing about. The cause goes to the log, with the
    /// request's id, and not to the client.
    pub(super) fn internal(cause: &str) -> Self {
        tracing::error!(cause, "internal error");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on the server",
            "nothing was changed; report the x-request-id of this answer to whoever runs this store",
        )
    }

    /// Names a part of the body. `path` is written like `lines/0/quantity`; an empty one is the
    /// whole body.
    pub(super) fn at(mut self, path: &str, detail: impl Into<String>) -> Self {
        let slash = if path.is_empty() { "" } else { "/" };
        self.0.errors.push(FieldError {
            place: Place::Pointer(format!("{slash}{path}")),
            detail: clipped(detail),
        });
        self
    }

    /// Names a parameter of the query.
    pub(super) fn in_query(mut self, parameter: &str, detail: impl Into<String>) -> Self {
        self.0.errors.push(FieldError {
            place: Place::Parameter(parameter.to_owned()),
            detail: clipped(detail),
        });
        self
    }

    /// Tells when trying again may succeed.
    pub(super) fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, retry_after) = (self.0.status, self.0.retry_after);
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(wait) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
        }
        response
    }
}
