//! A unit of work on its way through the writer or a reader.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::retry::{Trouble, panic_message};
use crate::{Error, Transaction};

/// A unit without its types: run once, answered once, in this order.
pub(super) trait Unit: Send {
    /// Runs the unit to its end on this thread; `true` if it wants to be committed.
    fn run(&mut self, transaction: &Transaction) -> bool;

    /// Sends the unit's result, or `failure` in its place, to the caller.
    fn answer(self: Box<Self>, failure: Option<Error>);
}

/// A unit with the channel its caller waits on.
pub(super) struct PendingUnit<F, T, E> {
    unit: F,
    /// The caller's runtime: a unit that sleeps or opens a socket against the rules shall be told
    /// so, not panic for want of a runtime on this thread.
    runtime: Option<Handle>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> PendingUnit<F, T, E> {
    pub(super) fn new(unit: F, reply: oneshot::Sender<Result<T, E>>) -> Self {
        PendingUnit {
            unit,
            runtime: Handle::try_current().ok(),
            result: None,
            reply,
        }
    }
}

impl<F, U, T, E> Unit for PendingUnit<F, T, E>
where
    F: Fn(Transaction) -> U + Send,
    U: Future<Output = Result<T, E>>,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, transaction: &Transaction) -> bool {
        let _entered = self.runtime.as_ref().map(Handle::enter);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            poll_to_completion((self.unit)(transaction.clone()))
        }));
        let result = match outcome {
            Ok(Some(result)) => result,
            Ok(None) => Err(E::from(Error::UnitSuspended)),
            Err(panic) => Err(E::from(Error::UnitPanicked {
                message: panic_message(panic.as_ref()),
            })),
        };
        let result = match (result, transaction.take_trouble()) {
            (Ok(_), Some(Trouble::Failed(error))) => Err(E::from(error)),
            (result, _) => result,
        };
        let wants_commit = result.is_ok();
        self.result = Some(result);
        wants_commit
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let result = match failure {
            Some(error) => Err(E::from(error)),
            None => self.result.unwrap_or_else(|| Err(E::from(Error::Closed))),
        };
        // A caller that went away does not care; its unit has run to its end all the same.
        drop(self.reply.send(result));
    }
}

/// Polls once: on SQLite every statement completes inline, so a well-behaved unit never suspends.
fn poll_to_completion<U: Future>(unit: U) -> Option<U::Output> {
    match pin!(unit).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
