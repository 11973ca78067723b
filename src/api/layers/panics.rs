//! A panic in a handler is the end of its request, not of the connection.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::api::problem::Problem;

/// Answers 500 in place of a panic.
pub(super) async fn caught(answering: impl Future<Output = Response>) -> Response {
    // What a handler leaves half-made dies with it: nothing of it is seen by other requests.
    let answered = AssertUnwindSafe(answering).catch_unwind().await;
    answered.unwrap_or_else(|payload| Problem::internal(message(payload.as_ref())).into_response())
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message")
}
