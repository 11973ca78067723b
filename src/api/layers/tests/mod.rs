//! Facts about what is around all routes.

mod answers;
mod limits;
mod served;

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::{body_time, panics, time_limit};

const MOMENT: Duration = Duration::from_millis(50);

/// A body of which one letter comes every few milliseconds, for ever.
fn trickle() -> Body {
    Body::from_stream(stream::unfold((), |()| async {
        tokio::time::sleep(MOMENT / 10).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    }))
}

async fn code(response: Response) -> String {
    let body = to_bytes(response.into_body(), usize::MAX).await;
    let body: serde_json::Value =
        serde_json::from_slice(&body.expect("a body")).expect("a problem");
    body["code"].as_str().expect("a code").to_owned()
}

#[tokio::test]
async fn a_body_that_trickles_is_given_up() {
    let (request, late) = body_time::limited(Request::new(trickle()), MOMENT);
    let read = to_bytes(request.into_body(), usize::MAX).await;
    assert!(read.is_err());
    // Whatever the handler made of it.
    let response = body_time::answered(StatusCode::BAD_REQUEST.into_response(), late);
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(response.headers()["connection"], "close");
    assert_eq!(code(response).await, "body_timeout");
}

#[tokio::test]
async fn a_body_that_comes_in_time_is_whole() {
    let (request, late) = body_time::limited(Request::new(Body::from("all of it")), MOMENT);
    tokio::time::sleep(2 * MOMENT).await;
    let read = to_bytes(request.into_body(), usize::MAX).await;
    assert_eq!(read.expect("a body"), "all of it");
    let response = body_time::answered(StatusCode::CREATED.into_response(), late);
    assert_eq!(response.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_request_without_an_end_is_ended() {
    let response = time_limit::in_time(std::future::pending(), MOMENT).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(code(response).await, "timeout");
}

#[tokio::test]
async fn a_panic_is_an_answer_that_tells_nothing_of_it() {
    let response = panics::caught(async { panic!("the secret") }).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = to_bytes(response.into_body(), usize::MAX).await;
    let body = String::from_utf8(body.expect("a body").to_vec()).expect("text");
    assert!(body.contains("\"internal\""), "{body}");
    assert!(!body.contains("secret"), "{body}");
}
