//! What visitors of a shop ask for again and again, made once for each state of the database.
//!
//! An answer is given again only while nothing at all was committed, by any process: it is never
//! older than the store. Deliberately absent: times after which an answer is thrown away, answers to
//! anybody with credentials, and all of it on servers, which do not tell whether anything changed.

use std::collections::HashMap;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use parking_lot::Mutex;

use crate::api::Answer;
use crate::api::problem::Problem;

/// At most so many answers.
const MOST: usize = 512;

/// Each of at most so many bytes.
const LARGEST: usize = 128 * 1024;

/// Answers of one state of the database.
#[derive(Default)]
pub(in crate::api) struct KeptAnswers(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    state: Option<i64>,
    /// By path and query.
    answers: HashMap<String, (HeaderMap, Bytes)>,
}

impl Kept {
    fn insert(&mut self, state: i64, name: &str, answer: (HeaderMap, Bytes)) {
        // Numbers do not go back: what comes late of an earlier state takes nothing's place.
        if self.state > Some(state) {
            return;
        }
        if self.state < Some(state) || self.answers.len() >= MOST {
            self.answers.clear();
            self.state = Some(state);
        }
        self.answers.insert(name.to_owned(), answer);
    }
}

impl KeptAnswers {
    /// The answer that was kept in this state.
    pub(super) fn again(&self, state: i64, uri: &Uri) -> Option<Response> {
        let kept = self.0.lock();
        if kept.state != Some(state) {
            return None;
        }
        let (headers, body) = kept.answers.get(name(uri))?;
        let mut response = Response::new(Body::from(body.clone()));
        *response.headers_mut() = headers.clone();
        Some(response)
    }

    /// Keeps an answer that was made of this state or a later one.
    pub(super) async fn keep(&self, state: i64, uri: &Uri, response: Response) -> Answer<Response> {
        if response.status() != StatusCode::OK {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX)
            .await
            .map_err(|error| Problem::internal(&error.to_string()))?;
        if body.len() <= LARGEST {
            let answer = (parts.headers.clone(), body.clone());
            self.0.lock().insert(state, name(uri), answer);
        }
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}

fn name(uri: &Uri) -> &str {
    uri.path_and_query()
        .map_or(uri.path(), |whole| whole.as_str())
}
