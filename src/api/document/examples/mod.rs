//! Examples of requests and answers: what the transcripts of the tests recorded, so that none of
//! them is made up, and for what holds secrets `by_hand.json`.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Both kinds, by method and path; a test writes it.
const RECORDED: &str = include_str!("recorded.json");

/// What an operation is asked, and how it answers.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Example {
    /// The body of a request that succeeds; null where there is none.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    request: Value,
    /// The bodies of successful answers by status.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<String, Value>,
}

/// All of them, by `GET /v1/products`.
pub(super) type Examples = BTreeMap<String, Example>;

/// Puts the examples where the document has places for them.
pub(super) fn put(paths: &mut BTreeMap<String, Map<String, Value>>) {
    let examples: Examples = serde_json::from_str(RECORDED).expect("a test wrote it");
    for (path, methods) in paths {
        for (method, operation) in methods {
            let name = format!("{} {path}", method.to_ascii_uppercase());
            let Some(example) = examples.get(&name) else {
                continue;
            };
            if !example.request.is_null() {
                put_into(operation.get_mut("requestBody"), &example.request);
            }
            for (status, answer) in &example.answers {
                put_into(operation["responses"].get_mut(status), answer);
            }
        }
    }
}

/// Puts an example beside each schema of a body, but not into pages for people.
fn put_into(body: Option<&mut Value>, example: &Value) {
    let contents = body.and_then(|body| body.get_mut("content"));
    let contents = contents.and_then(Value::as_object_mut);
    for (content_type, content) in contents.into_iter().flatten() {
        if !content_type.starts_with("text/") {
            content["example"] = example.clone();
        }
    }
}
