//! What is written together with a unit of work, without the unit's knowing.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use sea_orm::DbErr;

use crate::{Error, Transaction};

/// What a [`Companion`] does in a unit's transaction. Like a unit, it awaits nothing else.
pub type Accompanying = Pin<Box<dyn Future<Output = Result<(), DbErr>> + Send>>;

/// Somebody who adds something to every writing unit of a [`Database`](crate::Database), in the
/// unit's own transaction: both are stored or neither is.
pub trait Companion: Send + Sync {
    /// Called when the unit has succeeded with this output, before the commit; again, with a new
    /// transaction, when the unit ran again. `None` adds nothing.
    ///
    /// What is returned runs to its end before the commit. When it fails, the unit is rolled back
    /// like one whose own statement failed, and its caller is told that failure.
    fn accompany(&self, output: &dyn Any, transaction: &Transaction) -> Option<Accompanying>;
}

/// A unit of work without its own type, so that accompanied writes compile once for each result.
pub(crate) type Accompanied<T, E> = Box<dyn Fn(Transaction) -> Running<T, E> + Send + Sync>;

type Running<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

/// The unit, followed by what its companion adds.
pub(crate) fn accompanied<T, E, F, U>(unit: F, companion: Arc<dyn Companion>) -> Accompanied<T, E>
where
    F: Fn(Transaction) -> U + Send + Sync + 'static,
    U: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    Box::new(move |transaction| {
        let running = unit(transaction.clone());
        let companion = companion.clone();
        Box::pin(async move {
            let output = running.await?;
            // A unit that swallowed the failure of a statement is rolled back all the same.
            if transaction.is_in_trouble() {
                return Ok(output);
            }
            // The output is looked at before anything is awaited, so it need not be `Sync`.
            let accompanying = companion.accompany(&output, &transaction);
            if let Some(accompanying) = accompanying {
                accompanying
                    .await
                    .map_err(|error| E::from(Error::from(error)))?;
            }
            Ok(output)
        })
    })
}
