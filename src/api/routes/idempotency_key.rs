//! `Idempotency-Key`: recognises a request that was sent before.

use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use mercer_store::idempotency::{self, Fingerprint};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::principal::named;
use crate::api::problem::Problem;
use crate::api::request::bytes_of;
use crate::api::write::Keyed;

const HEADER: &str = "idempotency-key";

/// Whether a request of this method may have a key; doing others again changes nothing more.
pub(super) fn takes_keys(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PATCH)
}

/// Reads the key of a request that has one, and what the request asks for, for the handler.
pub(super) async fn with_key(
    request: Request,
    method: &Method,
    path: &str,
    caller: &Caller,
) -> Answer<Request> {
    let Some(key) = request.headers().get(HEADER) else {
        return Ok(request);
    };
    if !takes_keys(method) {
        return Ok(request);
    }
    let key = key.to_str().unwrap_or("\u{fffd}").to_owned();
    let (mut parts, body) = request.into_parts();
    let body = bytes_of(Request::from_parts(parts.clone(), body), &()).await?;
    let asked = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let fingerprint = Fingerprint::of(&[asked.as_bytes(), &body]);
    let route = format!("{method} {path}");
    let principal = named(caller.principal());
    let keyed =
        idempotency::Request::new(&principal, &route, &key, fingerprint).map_err(|invalid| {
            Problem::invalid(invalid.to_string()).in_header("Idempotency-Key", invalid.reason)
        })?;
    parts.extensions.insert(Keyed(keyed));
    Ok(Request::from_parts(parts, Body::from(body)))
}
