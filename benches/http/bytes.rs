//! An axum handler that serves bytes from memory: the least that an answer over HTTP costs.

use std::process::ExitCode;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;

/// Serves the bytes of a file at a port of 127.0.0.1 until it is killed.
pub fn serve(file: &str, port: &str) -> ExitCode {
    let body = Bytes::from(std::fs::read(file).unwrap());
    let handler =
        move || async move { ([(header::CONTENT_TYPE, "application/json")], body.clone()) };
    let router = Router::new().route("/", get(handler));
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(async move {
            let address = format!("127.0.0.1:{port}");
            let listener = tokio::net::TcpListener::bind(address).await.unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    ExitCode::SUCCESS
}
