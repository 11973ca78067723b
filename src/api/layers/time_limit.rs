//! No request takes longer than this, its body's arrival included.

use std::future::Future;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::api::problem::Problem;

/// How long a request may take.
pub(super) const LIMIT: Duration = Duration::from_secs(30);

/// Ends a request that takes too long. A unit of work that the database has accepted still runs to
/// its end, so the client has to look before it tries again.
pub(super) async fn in_time(
    answering: impl Future<Output = Response>,
    limit: Duration,
) -> Response {
    if let Ok(response) = tokio::time::timeout(limit, answering).await {
        return response;
    }
    let seconds = limit.as_secs();
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "timeout",
        "The request took too long",
        format!(
            "it was not finished after {seconds} s; look whether it had an effect before trying \
             again"
        ),
    )
    .retry_after(limit)
    .into_response()
}
