//! `If-Match`: change it only if it is still what the caller read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::json;

use crate::api::Answer;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// The version that an edit expects, if the caller named one.
pub(in crate::api) struct IfMatch(pub(in crate::api) Option<i64>);

/// The same where the header has to be there. `If-Match: *` is any version, said on purpose.
pub(in crate::api) struct MustMatch(pub(in crate::api) Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match read(&parts.headers)? {
            Condition::Version(version) => Ok(IfMatch(Some(version))),
            Condition::Any | Condition::Absent => Ok(IfMatch(None)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for MustMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match read(&parts.headers)? {
            Condition::Version(version) => Ok(MustMatch(Some(version))),
            Condition::Any => Ok(MustMatch(None)),
            Condition::Absent => {
                let detail = "send the ETag that you read as If-Match, so that nobody's change is \
                              lost";
                Err(Problem::new(
                    StatusCode::PRECONDITION_REQUIRED,
                    "precondition_required",
                    "Which version is to be changed?",
                    detail,
                )
                .in_header("If-Match", "it is missing"))
            }
        }
    }
}

enum Condition {
    Absent,
    Any,
    Version(i64),
}

/// Reads the header. An entity tag that no resource here ever had matches nothing.
fn read(headers: &HeaderMap) -> Answer<Condition> {
    let mut values = headers.get_all(header::IF_MATCH).iter();
    let Some(value) = values.next() else {
        return Ok(Condition::Absent);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if values.next().is_some() || text.contains(',') {
        let detail = "If-Match: name one version, the one that was read";
        return Err(Problem::invalid(detail).in_header("If-Match", "it names several versions"));
    }
    if text == "*" {
        return Ok(Condition::Any);
    }
    let tag = text.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    match tag.and_then(|tag| tag.parse().ok()) {
        Some(version) => Ok(Condition::Version(version)),
        None => Err(Problem::changed_meanwhile(format!(
            "{text} is not the ETag of what is there"
        ))),
    }
}

fn describe(operation: &mut Operation) {
    let schema = json!({
        "type": "string", "pattern": "^(\"[0-9]{1,18}\"|\\*)$", "examples": ["\"3\""],
    });
    let says = "The ETag that was read; the change is made only if it still holds.";
    operation.parameter("header", "If-Match", schema, says);
    operation.problem(StatusCode::PRECONDITION_FAILED, "version_conflict");
    operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
}

impl Input for IfMatch {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        describe(operation);
    }
}

impl Input for MustMatch {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        describe(operation);
        operation.required("If-Match");
        operation.problem(StatusCode::PRECONDITION_REQUIRED, "precondition_required");
    }
}
