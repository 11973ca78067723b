//! A body has to arrive in time, however it trickles.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::api::problem::Problem;

/// How long the whole of a body may take to arrive.
pub(super) const LIMIT: Duration = Duration::from_secs(20);

/// Whether the body of a request did not arrive in time; `None` for a request without one.
pub(super) type Late = Option<Arc<AtomicBool>>;

/// Gives the request's body a time to arrive.
pub(super) fn limited(request: Request, limit: Duration) -> (Request, Late) {
    if request.body().is_end_stream() {
        return (request, None);
    }
    let late = Arc::new(AtomicBool::new(false));
    let (parts, body) = request.into_parts();
    let body = Limited {
        body,
        limit,
        until: None,
        late: late.clone(),
    };
    (Request::from_parts(parts, Body::new(body)), Some(late))
}

/// The answer, or the refusal of a request whose body came too late for whoever read it.
pub(super) fn answered(response: Response, late: Late) -> Response {
    if !late.is_some_and(|late| late.load(Ordering::Relaxed)) {
        return response;
    }
    let mut response = Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "body_timeout",
        "The body came too slowly",
        format!(
            "a body has to arrive within {} s; nothing was changed",
            LIMIT.as_secs()
        ),
    )
    .into_response();
    // What is still to come of the body is not the next request.
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}

/// A body that fails when its time is over.
struct Limited {
    body: Body,
    limit: Duration,
    /// Begins when somebody has to wait for the body; most are there with the request's head.
    until: Option<Pin<Box<Sleep>>>,
    late: Arc<AtomicBool>,
}

#[derive(Debug, thiserror::Error)]
#[error("the body did not arrive in time")]
struct TooLate;

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            return Poll::Ready(frame);
        }
        let limit = self.limit;
        let until = self
            .until
            .get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + limit)));
        if until.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.late.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err(axum::Error::new(TooLate))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
