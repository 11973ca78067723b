//! How much, how slowly, and what happens to those who go away.

use std::time::{Duration, Instant};

use axum::extract::FromRequest;
use axum::response::IntoResponse;
use serde_json::{Map, Value};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::served::{ORDER, Served, get, order_in_work, post, rest};
use crate::api::Options;
use crate::api::request::Body;
use crate::config::MetricsAccess;
use crate::server::Connections;

/// Long for a machine that does something else too.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is told to be at once happens within this.
const AT_ONCE: Duration = Duration::from_secs(2);

fn at_most(max_requests: usize) -> Options {
    Options {
        max_requests,
        metrics: MetricsAccess::Open,
        ..Options::default()
    }
}

async fn small(max_requests: usize) -> Served {
    Served::start(at_most(max_requests), Connections::at_most(100)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beyond_the_limit_requests_are_refused_at_once_and_the_others_stay_fast() {
    let served = small(4).await;
    let alone = time_of_an_order(&served).await;

    let mut admitted = Vec::new();
    for _ in 0..4 {
        admitted.push(order_in_work(&served).await);
    }
    for _ in 0..20 {
        let asked = Instant::now();
        let refused = served.ask(&post(ORDER.len(), "")).await;
        assert!(asked.elapsed() < AT_ONCE, "{:?}", asked.elapsed());
        assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
        assert!(refused.contains("\r\nretry-after: 1\r\n"), "{refused}");
        assert!(refused.contains("\"overloaded\""), "{refused}");
    }
    // Who watches is answered.
    let live = served.ask(&get("/health/live")).await;
    assert!(live.starts_with("HTTP/1.1 200 "), "{live}");
    let metrics = served.ask(&get("/metrics")).await;
    assert!(
        metrics.contains("mercer_http_requests_shed_total 20\n"),
        "{metrics}"
    );

    let began = Instant::now();
    for stream in &mut admitted {
        stream.write_all(ORDER.as_bytes()).await.expect("a body");
    }
    for stream in &mut admitted {
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    }
    let together = began.elapsed();
    let fair = alone * 20 + AT_ONCE / 4;
    assert!(together < fair, "{together:?}, one alone took {alone:?}");

    // All places are free again.
    for _ in 0..5 {
        time_of_an_order(&served).await;
    }
}

async fn time_of_an_order(served: &Served) -> Duration {
    let began = Instant::now();
    let answer = served.ask(&(post(ORDER.len(), "") + ORDER)).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_placed_although_its_client_hangs_up() {
    let served = small(4).await;
    for _ in 0..20 {
        let mut stream = served.connect().await;
        let request = post(ORDER.len(), "") + ORDER;
        let written = stream.write_all(request.as_bytes()).await;
        written.expect("the request is taken");
        // Long enough for the request to be read, on most rounds too short for its answer.
        tokio::time::sleep(Duration::from_millis(2)).await;
        drop(stream);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // A busy machine may not have read every request by then, and what was not read was not ordered.
    // Were orders stopped with their clients, hardly one would be placed.
    let begun = Instant::now();
    while served.orders().await < 15 {
        assert!(
            begun.elapsed() < PATIENCE,
            "{} of 20",
            served.orders().await
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Nobody's place among the requests in work is lost.
    for _ in 0..5 {
        time_of_an_order(&served).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_goes_away_in_the_middle_of_its_body_gives_its_place_back() {
    let served = small(1).await;
    for _ in 0..3 {
        let mut stream = order_in_work(&served).await;
        let half = &ORDER.as_bytes()[..10];
        stream.write_all(half).await.expect("a part of the body");
        drop(stream);
        let begun = Instant::now();
        while !served.ask(&get("/")).await.starts_with("HTTP/1.1 200 ") {
            assert!(begun.elapsed() < PATIENCE);
        }
    }
    assert_eq!(served.orders().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_say_nothing_are_closed() {
    let head_time = Duration::from_millis(200);
    let connections = Connections::at_most(100).with_head_time(head_time);
    let served = Served::start(at_most(4), connections).await;
    let used = "GET /health/live HTTP/1.1\r\nHost: mercer\r\n\r\n";
    let beginnings = ["", "G", "GET / HTTP/1.1\r\nHost: mer", "PRI * HT", used];
    for beginning in beginnings {
        let mut stream = served.connect().await;
        let written = stream.write_all(beginning.as_bytes()).await;
        written.expect("it is taken");
        let closed = timeout(PATIENCE, rest(&mut stream)).await;
        assert!(closed.is_ok(), "it stays open after {beginning:?}");
    }
    // One letter at a time is no way out.
    let mut stream = served.connect().await;
    let begun = Instant::now();
    while stream.write_all(b"G").await.is_ok() {
        assert!(begun.elapsed() < PATIENCE, "it stays open");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_used_stays_open() {
    let head_time = Duration::from_secs(1);
    let connections = Connections::at_most(100).with_head_time(head_time);
    let served = Served::start(at_most(4), connections).await;
    let mut stream = served.connect().await;
    for _ in 0..6 {
        let written = stream
            .write_all(b"GET /health/live HTTP/1.1\r\nHost: mercer\r\n\r\n")
            .await;
        written.expect("the request is taken");
        let mut beginning = [0; 15];
        stream.read_exact(&mut beginning).await.expect("an answer");
        assert_eq!(&beginning, b"HTTP/1.1 200 OK");
        // The rest of this answer is in front of the next one.
        let mut byte = [0];
        let mut last = [0; 2];
        while last != *b"\"}" {
            stream.read_exact(&mut byte).await.expect("the rest");
            last = [last[1], byte[0]];
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_beyond_the_limit_wait_for_a_place() {
    let served = Served::start(at_most(4), Connections::at_most(1)).await;
    let first = served.connect().await;
    let request = get("/health/live");
    let second = served.ask(&request);
    let mut second = Box::pin(second);
    let waited = timeout(Duration::from_millis(300), &mut second).await;
    assert!(waited.is_err(), "the second is answered beside the first");
    drop(first);
    let answer = timeout(PATIENCE, second).await.expect("its turn comes");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_finishes_what_is_in_flight_and_nothing_else() {
    let mut served = small(4).await;
    let _silent = served.connect().await;
    let mut in_flight = order_in_work(&served).await;
    served.stop();
    let begun = Instant::now();
    while served.accepts().await {
        assert!(begun.elapsed() < PATIENCE, "it goes on accepting");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!served.has_ended(), "it does not wait for the request");
    let sent = in_flight.write_all(ORDER.as_bytes()).await;
    sent.expect("the body is taken");
    let answer = rest(&mut in_flight).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    while !served.has_ended() {
        assert!(begun.elapsed() < PATIENCE, "it waits for nothing");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_brackets_are_refused_and_harm_nobody() {
    let served = small(4).await;
    for (opening, status) in [
        ("[", 422),
        ("{\"lines\":[", 422),
        ("{\"lines\":[{\"a\":", 422),
    ] {
        let body = format!("{opening}{}", "[".repeat(100_000));
        let answer = served.ask(&(post(body.len(), "") + &body)).await;
        let expected = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&expected), "{answer}");
    }
    // Where anything may stand, what stands there has a depth.
    let body = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let request = axum::http::Request::post("/")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(body))
        .expect("a request");
    let read = Body::<Map<String, Value>>::from_request(request, &()).await;
    let response = read.err().expect("it is refused").into_response();
    assert_eq!(response.status(), 400);
    assert_eq!(super::code(response).await, "malformed_json");
    time_of_an_order(&served).await;
}
