//! A unit of work on its way through the writer or a reader.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::retry::{Trouble, panic_message};
use crate::unit::{AnyUnit, Running};
use crate::{Error, Transaction};

/// A unit with the channel its caller waits on: run once, answered once, in this order.
pub(super) struct PendingUnit {
    unit: Arc<dyn AnyUnit>,
    /// The caller's runtime: a unit that sleeps or opens a socket against the rules shall be told
    /// so, not panic for want of a runtime on this thread.
    runtime: Option<Handle>,
    ended: Result<(), Error>,
    reply: oneshot::Sender<Result<(), Error>>,
}

impl PendingUnit {
    pub(super) fn new(unit: Arc<dyn AnyUnit>, reply: oneshot::Sender<Result<(), Error>>) -> Self {
        PendingUnit {
            unit,
            runtime: Handle::try_current().ok(),
            ended: Err(Error::Closed),
            reply,
        }
    }

    /// Runs the unit to its end on this thread; `true` if it wants to be committed.
    pub(super) fn run(&mut self, transaction: &Transaction) -> bool {
        let _entered = self.runtime.as_ref().map(Handle::enter);
        let unit = &*self.unit;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            poll_to_completion(unit.run(transaction.clone()))
        }));
        let returned = match outcome {
            Ok(Some(succeeded)) => Ok(succeeded),
            Ok(None) => Err(Error::UnitSuspended),
            Err(panic) => Err(Error::UnitPanicked {
                message: panic_message(panic.as_ref()),
            }),
        };
        let (wants_commit, ended) = match (returned, transaction.take_trouble()) {
            (Ok(true), Some(Trouble::Failed(error))) | (Err(error), _) => (false, Err(error)),
            (Ok(succeeded), _) => (succeeded, Ok(())),
        };
        self.ended = ended;
        wants_commit
    }

    /// Tells the caller how it ended, or `failure` in its place.
    pub(super) fn answer(self, failure: Option<Error>) {
        let ended = failure.map_or(self.ended, Err);
        // A caller that went away does not care; its unit has run to its end all the same.
        drop(self.reply.send(ended));
    }
}

/// Polls once: on SQLite every statement completes inline, so a well-behaved unit never suspends.
fn poll_to_completion(mut running: Running<'_>) -> Option<bool> {
    let poll = running
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    match poll {
        Poll::Ready(succeeded) => Some(succeeded),
        Poll::Pending => None,
    }
}
