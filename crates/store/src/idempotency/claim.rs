//! Claim a request: nobody else with its key takes effect meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Companion, Error};
use parking_lot::Mutex;

use super::answering::Answering;
use super::look_up::{Found, look_up, record_of, told};
use super::request::Request;
use super::running::Guard;
use super::{Answer, record};
use crate::Store;

/// How long a key is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// Whose the key is.
pub enum Claimed {
    /// The caller's: the verb may run, on a store accompanied by the claim.
    Ours(Claim),
    /// An earlier request's. Never [`Found::Nothing`].
    Theirs(Found),
}

/// A request that is being made for the first time. Cloning is cheap.
#[derive(Clone)]
pub struct Claim(Arc<Held>);

/// Shared with the companion, and so with a unit that goes on when its caller went away: the
/// request runs as long as that does.
pub(super) struct Held {
    pub(super) request: Request,
    /// Tells this request's record from that of another one with the same key.
    pub(super) token: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    /// Whether a record may have been written, committed or not.
    pub(super) begun: AtomicBool,
    /// Whether another request's record was in the way.
    pub(super) taken: AtomicBool,
    /// The answer written last, committed or not.
    pub(super) answer: Mutex<Option<Answer>>,
    running: Guard,
}

/// Claims the request, unless one with its key took effect or is under way.
pub async fn claim(store: &Store, request: Request) -> Result<Claimed, Error> {
    let now = store.now();
    let guard = match store.running_requests().enter(&request, now) {
        Ok(guard) => guard,
        Err(found) => return Ok(Claimed::Theirs(found)),
    };
    match look_up(store, &request).await? {
        Found::Nothing => Ok(Claimed::Ours(Claim(Arc::new(Held {
            request,
            token: format!("{:032x}", rand::random::<u128>()),
            created_at: now,
            expires_at: now + KEPT,
            begun: AtomicBool::new(false),
            taken: AtomicBool::new(false),
            answer: Mutex::new(None),
            running: guard,
        })))),
        found => Ok(Claimed::Theirs(found)),
    }
}

impl Claim {
    /// What writes the record together with the effect, for
    /// [`Store::accompanied_by`](crate::Store::accompanied_by). A unit whose output is a `T` is
    /// recorded with the answer that `render` makes of it; another one without an answer, which a
    /// later `T`, or [`Claim::finish`], adds.
    pub fn answering<T, R>(&self, render: R) -> Arc<dyn Companion>
    where
        T: 'static,
        R: Fn(&T) -> Answer + Send + Sync + 'static,
    {
        Arc::new(Answering::new(self.0.clone(), render))
    }

    /// Whether another request's record was in the way: that one took effect, this one did not.
    pub fn is_taken(&self) -> bool {
        self.0.taken.load(Ordering::Acquire)
    }

    /// The answer that was recorded. It counts only when the verb succeeded.
    pub fn answer(&self) -> Option<Answer> {
        self.0.answer.lock().clone()
    }

    /// Gives a record without an answer its answer; `false` if there is no such record, because
    /// nothing was written or it has one.
    pub async fn finish(&self, store: &Store, answer: &Answer) -> Result<bool, Error> {
        record::finish(store, &self.0, answer).await
    }

    /// Tells that the verb has returned: what comes with the key now is no repetition of something
    /// that runs. (The last unit's companion may be dropped later than its caller is answered.)
    pub fn end(&self) {
        self.0.running.release();
    }

    /// What became of the key, asked after the verb failed: another request's answer, or this
    /// one's when the effect was stored in spite of the error (the connection was lost during
    /// COMMIT). [`Found::Nothing`] means that the verb's error stands, also when a part of the
    /// effect is recorded without an answer.
    pub async fn look_again(&self, store: &Store) -> Result<Found, Error> {
        let Some(record) = record_of(store, &self.0.request).await? else {
            return Ok(Found::Nothing);
        };
        if record.claim == self.0.token && record.answer_status.is_none() {
            return Ok(Found::Nothing);
        }
        told(store, &self.0.request, record)
    }
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Claim({:?})", self.0.request)
    }
}
