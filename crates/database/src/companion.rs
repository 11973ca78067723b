//! What is written together with a unit of work, without the unit's knowing.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;

use sea_orm::DbErr;

use crate::Transaction;

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
