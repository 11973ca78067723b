//! What accompanies the effect of a claimed request.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use mercer_database::{Accompanying, Companion, Transaction};

use super::claim::Held;
use super::{Answer, record};

/// Writes the record of a claim, with the answer as soon as a unit's output is a `T`.
pub(super) struct Answering<T, R> {
    claim: Arc<Held>,
    render: R,
    output: PhantomData<fn(&T)>,
}

impl<T, R> Answering<T, R> {
    pub(super) fn new(claim: Arc<Held>, render: R) -> Self {
        Answering {
            claim,
            render,
            output: PhantomData,
        }
    }
}

impl<T, R> Companion for Answering<T, R>
where
    T: 'static,
    R: Fn(&T) -> Answer + Send + Sync,
{
    fn accompany(&self, output: &dyn Any, transaction: &Transaction) -> Option<Accompanying> {
        let answer = output.downcast_ref::<T>().map(&self.render);
        let (claim, transaction) = (self.claim.clone(), transaction.clone());
        Some(Box::pin(async move {
            record::write_in(&transaction, &claim, answer).await
        }))
    }
}
