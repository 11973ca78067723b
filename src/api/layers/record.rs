//! What is known of every request: its id, a line in the log, its part in the metrics; and the
//! headers that every answer bears.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, Level};

use super::request_id;
use crate::api::metrics::Metrics;
use crate::api::problem::Cause;

/// Runs a request and tells of it.
pub(super) async fn record(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let in_flight = metrics.begin();
    let id = request_id::of(request.headers());
    let told = Told {
        id: id.clone(),
        method: request.method().clone(),
        path: request.uri().clone(),
    };
    let route = request.extensions().get::<MatchedPath>().cloned();
    // Lines of the store bear the request's id where somebody looks closely; at other times a span
    // would cost more than the rest of this layer.
    let span = tracing::debug_span!(
        "request",
        id = told.id(),
        method = told.method.as_str(),
        path = told.path.path()
    );
    let mut response = next.run(request).instrument(span).await;
    let elapsed = begun.elapsed();
    drop(in_flight);
    metrics.record(&told.method, route, &response, elapsed);
    told.write(&mut response, elapsed.as_micros());
    let headers = response.headers_mut();
    headers.insert(request_id::HEADER, id);
    secure(headers);
    response
}

/// What the log says of a request. The query is left out: it may name people.
struct Told {
    id: HeaderValue,
    method: Method,
    path: axum::http::Uri,
}

impl Told {
    fn id(&self) -> &str {
        self.id.to_str().unwrap_or("-")
    }

    fn write(&self, response: &mut Response, microseconds: u128) {
        let status = response.status();
        if status == StatusCode::INTERNAL_SERVER_ERROR
            && let Some(Cause(cause)) = response.extensions_mut().remove()
        {
            let (id, method, path) = (self.id(), self.method.as_str(), self.path.path());
            tracing::error!(id, method, path, cause, "internal error");
        }
        if !tracing::enabled!(target: "requests", Level::INFO) {
            return;
        }
        // One text, because each field of a line is formatted on its own.
        let (id, method, path) = (self.id(), &self.method, self.path.path());
        let status = status.as_u16();
        tracing::info!(target: "requests", "{status} {method} {path} {microseconds} us {id}");
    }
}

/// Keeps browsers from taking an answer for something else than it says. What is no page loads
/// nothing.
fn secure(headers: &mut HeaderMap) {
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'",
        ));
}
