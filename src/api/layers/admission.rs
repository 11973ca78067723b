//! Not more requests at once than the process has strength for. The others are told so before
//! anything of them is read, and those that are in work stay as fast as they were.
//!
//! Deliberately absent: a queue. A client that waits in one gives up, asks again, and makes it
//! longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use prometheus_client::metrics::counter::Counter;

use crate::api::problem::Problem;

/// When to come again.
const PAUSE: Duration = Duration::from_secs(1);

/// Who watches a process that has too much to do has to be answered.
const EXEMPT: [&str; 2] = ["/health/live", "/metrics"];

/// How much is in work, and how much may be.
pub(in crate::api) struct Admission {
    most: usize,
    in_work: Arc<AtomicUsize>,
    refused: Counter,
}

/// A place among the requests in work, until the last clone is dropped.
#[derive(Clone)]
pub(in crate::api) struct InWork(#[allow(dead_code)] Arc<Place>);

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Admission {
    /// For so many requests at once; counts those that were refused.
    pub(in crate::api) fn new(most: usize, refused: Counter) -> Self {
        Admission {
            most,
            in_work: Arc::default(),
            refused,
        }
    }

    /// A place for the request, or its refusal; `None` for one that needs no place.
    // The refusal is made for the rare case.
    #[allow(clippy::result_large_err)]
    pub(super) fn admit(&self, request: &Request) -> Result<Option<InWork>, Response> {
        if EXEMPT.contains(&request.uri().path()) {
            return Ok(None);
        }
        let before = self.in_work.fetch_add(1, Ordering::Relaxed);
        let place = InWork(Arc::new(Place(self.in_work.clone())));
        if before < self.most {
            return Ok(Some(place));
        }
        self.refused.inc();
        Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "overloaded",
            "The store has too much to do",
            "nothing of the request was looked at; send it again in a moment",
        )
        .retry_after(PAUSE)
        .into_response())
    }
}
