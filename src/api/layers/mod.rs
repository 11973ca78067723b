//! What is around all routes, the outermost first:
//!
//! 1. `record`: the request's id, the log, the metrics, the headers that every answer bears;
//! 2. `compression`, for clients that ask for it;
//! 3. `cors`, where it is configured;
//! 4. `admission`: no more requests at once than the process has strength for;
//! 5. `time_limit`, `body_time` and `panics`: a request ends, and with an answer.
//!
//! All of it is one layer of the router, and the last two are one function: each layer costs every
//! request an allocation or two. Deliberately absent: a span per request unless the log asks for
//! debug lines.

mod admission;
mod body_time;
mod compression;
mod cors;
mod panics;
mod record;
mod request_id;
#[cfg(test)]
mod tests;
mod time_limit;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower::ServiceBuilder;

use super::Api;
use super::request::BODY_LIMIT;

pub(in crate::api) use admission::{Admission, InWork};

/// Puts everything around the routes.
pub(in crate::api) fn around(router: Router, api: &Api) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(api.metrics().clone(), record::record))
        .layer(compression::layer())
        .option_layer(cors::layer(&api.options().cors_origins))
        .layer(from_fn_with_state(api.admission().clone(), within_limits))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    router.layer(layers)
}

/// Answers every request that is admitted, and every other one at once.
async fn within_limits(
    State(admission): State<Arc<Admission>>,
    mut request: Request,
    next: Next,
) -> Response {
    let admitted = match admission.admit(&request) {
        Ok(admitted) => admitted,
        Err(refusal) => return refusal,
    };
    // A change that goes on after its client went away is still in work (`Write::run`).
    if let Some(in_work) = admitted.as_ref()
        && !request.method().is_safe()
    {
        request.extensions_mut().insert(in_work.clone());
    }
    let (request, late) = body_time::limited(request, body_time::LIMIT);
    let answering = panics::caught(next.run(request));
    let response = time_limit::in_time(answering, time_limit::LIMIT).await;
    body_time::answered(response, late)
}
