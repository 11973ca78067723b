//! JSON bodies, refused with the place of the first mistake.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::Object;
use crate::api::Answer;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// The largest request body.
pub(in crate::api) const BODY_LIMIT: usize = 1024 * 1024;

/// The body of a request, read as `T`.
pub(in crate::api) struct Body<T>(pub(in crate::api) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "The body has to be JSON",
                "send the body as JSON with the header Content-Type: application/json",
            ));
        }
        read(&bytes_of(request, state).await?).map(Body)
    }
}

/// The bytes of a body, if they are not too many and all of them come.
pub(in crate::api) async fn bytes_of<S: Send + Sync>(request: Request, state: &S) -> Answer<Bytes> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| unreadable(rejection.status()))
}

impl<T: JsonSchema> Input for Body<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        operation.body::<T>("application/json", schemas);
        operation.problem(StatusCode::BAD_REQUEST, "malformed_json");
        operation.problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
        operation.problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type");
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
}

fn says_json(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(header::CONTENT_TYPE) else {
        return false;
    };
    let essence = content_type.to_str().unwrap_or("").split(';').next();
    let essence = essence.unwrap_or("").trim();
    // The second is RFC 7396's own.
    ["application/json", "application/merge-patch+json"]
        .iter()
        .any(|json| essence.eq_ignore_ascii_case(json))
}

fn unreadable(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            status,
            "too_large",
            "The body is too large",
            format!("a body may have at most {BODY_LIMIT} bytes"),
        );
    }
    malformed("the body could not be read to its end")
}

fn malformed(detail: impl Into<String>) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed_json",
        "The body is not JSON",
        detail,
    )
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let Object(value) = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = pointer(error.path());
        refused(&path, &error.into_inner())
    })?;
    reader
        .end()
        .map_err(|error| malformed(format!("after the end of the JSON: {error}")))?;
    Ok(value)
}

fn refused(path: &str, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        return malformed(error.to_string());
    }
    let message = error.to_string();
    let at = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&at).unwrap_or(&message);
    let (path, reason) = match field_named_by(message) {
        Some(field) if path.rsplit('/').next() != Some(&escaped(field)) => {
            (join(path, field), message)
        }
        _ => (path.to_owned(), message),
    };
    if path.is_empty() {
        return Problem::invalid(reason).at("", reason);
    }
    Problem::invalid(format!("{path}: {reason}")).at(&path, reason)
}

/// The name in serde's "unknown field `colour`, expected ..", which stands for a missing field too
/// and is no part of the path to the mistake.
fn field_named_by(message: &str) -> Option<&str> {
    ["unknown field `", "missing field `", "duplicate field `"]
        .iter()
        .find_map(|start| message.strip_prefix(start))
        .and_then(|rest| rest.split('`').next())
}

/// The path as a JSON pointer without its leading slash.
fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.clone(),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => return pointer,
        };
        join(&pointer, &name)
    })
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn join(path: &str, name: &str) -> String {
    let name = escaped(name);
    if path.is_empty() {
        name
    } else {
        format!("{path}/{name}")
    }
}
