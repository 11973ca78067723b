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
    /// Whether credentials came, and were not good.
    #[serde(skip)]
    of_credentials: bool,
    #[serde(skip)]
    cause: Option<String>,
}

/// The code of the refusal that a response is.
#[derive(Clone, Copy)]
pub(in crate::api) struct ProblemCode(pub(in crate::api) &'static str);

/// Why a response is an internal error: for the log, never for the client.
#[derive(Clone)]
pub(in crate::api) struct Cause(pub(in crate::api) String);

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
    /// A header.
    Header(String),
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
    pub(in crate::api) fn new(
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
            of_credentials: false,
            cause: None,
        }))
    }

    /// The subject does not exist.
    pub(in crate::api) fn not_found(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is no such thing",
            detail,
        )
    }

    /// Nothing has this id, as it was written in the address.
    pub(in crate::api) fn no_such(noun: &str, text: &str) -> Self {
        Problem::not_found(format!("there is no {noun} with the id {text:?}"))
    }

    /// Whether it says that the subject does not exist.
    pub(in crate::api) fn is_not_found(&self) -> bool {
        self.0.status == StatusCode::NOT_FOUND
    }

    /// Somebody else changed it since the caller read it.
    pub(in crate::api) fn changed_meanwhile(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "version_conflict",
            "It was changed meanwhile",
            detail,
        )
    }

    /// Something that the request names does not exist.
    pub(in crate::api) fn unknown(code: &'static str, detail: &str) -> Self {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            code,
            "The request names something that is not there",
            detail,
        )
    }

    /// The state of things stands against it.
    pub(in crate::api) fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::CONFLICT,
            code,
            "The present state does not allow this",
            detail,
        )
    }

    /// The content of the request cannot be accepted.
    pub(in crate::api) fn invalid(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "The request's content is not valid",
            detail,
        )
    }

    /// Something that the client can do nothing about. The cause goes to the log, with the
    /// request's id, and not to the client.
    pub(in crate::api) fn internal(cause: &str) -> Self {
        let mut problem = Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on the server",
            "nothing was changed; report the x-request-id of this answer to whoever runs this store",
        );
        problem.0.cause = Some(cause.to_owned());
        problem
    }

    /// Names a part of the body. `path` is written like `lines/0/quantity`; an empty one is the
    /// whole body.
    pub(in crate::api) fn at(mut self, path: &str, detail: impl Into<String>) -> Self {
        let slash = if path.is_empty() { "" } else { "/" };
        self.0.errors.push(FieldError {
            place: Place::Pointer(format!("{slash}{path}")),
            detail: clipped(detail),
        });
        self
    }

    /// Names a parameter of the query.
    pub(in crate::api) fn in_query(mut self, parameter: &str, detail: impl Into<String>) -> Self {
        self.0.errors.push(FieldError {
            place: Place::Parameter(parameter.to_owned()),
            detail: clipped(detail),
        });
        self
    }

    /// The same refusal of a request whose parts are parameters of the query.
    pub(in crate::api) fn about_the_query(mut self) -> Self {
        for error in &mut self.0.errors {
            if let Place::Pointer(pointer) = &error.place {
                error.place = Place::Parameter(pointer.trim_start_matches('/').to_owned());
            }
        }
        self
    }

    /// Names a header.
    pub(in crate::api) fn in_header(mut self, name: &str, detail: impl Into<String>) -> Self {
        self.0.errors.push(FieldError {
            place: Place::Header(name.to_owned()),
            detail: clipped(detail),
        });
        self
    }

    /// Tells that credentials came and were not good (RFC 6750).
    pub(in crate::api) fn of_credentials(mut self) -> Self {
        self.0.of_credentials = true;
        self
    }

    /// Tells when trying again may succeed.
    pub(in crate::api) fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        let (status, retry_after) = (self.0.status, self.0.retry_after);
        let cause = self.0.cause.take();
        let code = ProblemCode(self.0.code);
        let challenge = if self.0.of_credentials {
            "Bearer realm=\"mercer\", error=\"invalid_token\""
        } else {
            "Bearer realm=\"mercer\""
        };
        let mut response = (status, Json(self.0)).into_response();
        response.extensions_mut().insert(code);
        if let Some(cause) = cause {
            response.extensions_mut().insert(Cause(cause));
        }
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static(challenge);
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(wait) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
        }
        response
    }
}
