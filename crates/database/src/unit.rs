//! A unit of work without its types.
//!
//! What runs units (begin, run, commit, again after a lost conflict; the writer and the readers of
//! the embedded database) knows nothing of what they return, so it is compiled once, not once for
//! every verb: else it is a large part of the store's code.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::companion::{Accompanying, Companion};
use crate::{Error, Transaction};

/// Whether a unit wants to be committed, once it has run.
pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

/// A unit of work; it keeps what it returns for its caller.
pub(crate) trait AnyUnit: Send + Sync {
    /// Runs it, again if it ran before; what it returned then is forgotten.
    fn run(&self, transaction: Transaction) -> Running<'_>;
}

/// A unit of work, who accompanies it, and what it returned the last time it ran.
pub(crate) struct Unit<F, T, E> {
    work: F,
    companion: Option<Arc<dyn Companion>>,
    returned: Mutex<Option<Result<T, E>>>,
}

impl<F, T, E: From<Error>> Unit<F, T, E> {
    pub(crate) fn new(unit: F, companion: Option<Arc<dyn Companion>>) -> Self {
        Unit {
            work: unit,
            companion,
            returned: Mutex::new(None),
        }
    }

    /// What its caller is told: what it returned, or the failure of what ran it.
    pub(crate) fn result(&self, ended: Result<(), Error>) -> Result<T, E> {
        ended?;
        // It ended well, so it ran; were it not so, the database was closed in between.
        let returned = self.returned.lock().take();
        returned.unwrap_or_else(|| Err(E::from(Error::Closed)))
    }

    /// What the companion adds to what the unit did. A unit that swallowed the failure of a
    /// statement is rolled back all the same.
    fn accompanying(
        &self,
        returned: &Result<T, E>,
        transaction: &Transaction,
    ) -> Option<Accompanying>
    where
        T: 'static,
    {
        let companion = self.companion.as_ref()?;
        let output = returned.as_ref().ok()?;
        if transaction.is_in_trouble() {
            return None;
        }
        companion.accompany(output, transaction)
    }
}

impl<F, U, T, E> AnyUnit for Unit<F, T, E>
where
    F: Fn(Transaction) -> U + Send + Sync,
    U: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send,
{
    fn run(&self, transaction: Transaction) -> Running<'_> {
        let running = (self.work)(transaction.clone());
        Box::pin(async move {
            let mut returned = running.await;
            // The output is looked at before anything is awaited, so it need not be `Sync`.
            let accompanying = self.accompanying(&returned, &transaction);
            if let Some(accompanying) = accompanying
                && let Err(error) = accompanying.await
            {
                returned = Err(E::from(Error::from(error)));
            }
            let wants_commit = returned.is_ok();
            *self.returned.lock() = Some(returned);
            wants_commit
        })
    }
}
