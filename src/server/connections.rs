//! Accepts connections and runs them: HTTP/1.1, and HTTP/2 for clients that begin with it.
//!
//! `axum::serve` knows no limits, and a client that connects and says nothing, or one letter a
//! minute, would hold its connection for ever. Deliberately absent: TLS, which the proxy in front
//! does.

use std::future::Future;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// How long the head of a request may take to arrive, counted from the end of the one before. So
/// this is also how long an idle connection is kept.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How often a client of HTTP/2 has to show that it is still there, and how fast.
const PING_INTERVAL: Duration = Duration::from_secs(20);
const PING_TIME: Duration = Duration::from_secs(10);

/// The most requests at once on one connection of HTTP/2.
const STREAMS: u32 = 128;

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// How long to wait when the system hands out no more connections.
const PAUSE: Duration = Duration::from_millis(100);

/// How connections are held.
pub(crate) struct Connections {
    places: Arc<Semaphore>,
    head_time: Duration,
}

impl Connections {
    /// At most so many at once; further ones wait in the system's queue.
    pub(crate) fn at_most(most: usize) -> Self {
        Connections {
            places: Arc::new(Semaphore::new(most)),
            head_time: HEAD_TIME,
        }
    }

    /// The same with another time for heads.
    #[cfg(test)]
    pub(crate) fn with_head_time(self, head_time: Duration) -> Self {
        Connections { head_time, ..self }
    }

    /// Serves until `stop` ends; then accepts nothing more and ends when the last request in flight
    /// is answered.
    pub(crate) async fn serve(
        self,
        listener: TcpListener,
        router: Router,
        stop: impl Future<Output = ()>,
    ) {
        let http = Arc::new(self.http());
        let graceful = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let (stream, address, place) = tokio::select! {
                biased;
                () = &mut stop => break,
                accepted = self.accept(&listener) => accepted,
            };
            let watcher = graceful.watcher();
            let (http, router, head_time) = (http.clone(), router.clone(), self.head_time);
            tokio::spawn(async move {
                let began = Arc::new(AtomicBool::new(false));
                let come = began.clone();
                let service = service_fn(move |mut request: hyper::Request<Incoming>| {
                    come.store(true, Ordering::Relaxed);
                    request.extensions_mut().insert(ConnectInfo(address));
                    router.clone().call(request)
                });
                let connection = http.serve_connection(TokioIo::new(stream), service);
                let connection = pin!(watcher.watch(connection.into_owned()));
                let ended = unless_silent(connection, head_time, &began).await;
                if let Some(Err(error)) = ended {
                    tracing::debug!(%address, error, "a connection ended early");
                }
                drop(place);
            });
        }
        drop(listener);
        graceful.shutdown().await;
    }

    fn http(&self) -> auto::Builder<TokioExecutor> {
        let mut http = auto::Builder::new(TokioExecutor::new());
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.head_time)
            .max_buf_size(HEAD_BYTES);
        http.http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX))
            .keep_alive_interval(PING_INTERVAL)
            .keep_alive_timeout(PING_TIME);
        http
    }

    /// The next connection, as soon as there is a place for it.
    async fn accept(
        &self,
        listener: &TcpListener,
    ) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
        let place = self.places.clone().acquire_owned().await;
        let place = place.expect("the semaphore is never closed");
        loop {
            match listener.accept().await {
                Ok((stream, address)) => {
                    // Answers are written whole, so waiting for more of them only delays.
                    let _ = stream.set_nodelay(true);
                    return (stream, address, place);
                }
                Err(error) if is_of_the_client(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

/// Runs a connection to its end, or until its first request did not come in time. hyper's own limit
/// begins when it knows which HTTP is spoken.
async fn unless_silent<C: Future + Unpin>(
    mut connection: C,
    head_time: Duration,
    began: &AtomicBool,
) -> Option<C::Output> {
    tokio::select! {
        biased;
        ended = &mut connection => return Some(ended),
        () = tokio::time::sleep(head_time) => {}
    }
    if began.load(Ordering::Relaxed) {
        return Some(connection.await);
    }
    None
}

/// The client went away before it was accepted: its own affair.
fn is_of_the_client(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
    )
}
