//! Requests to providers: the intent is written first, then the provider is asked outside any
//! transaction, then its answer is written.
//!
//! A process may end between any two of these steps. What it leaves behind is an open operation,
//! which [`reconcile`](super::reconcile) takes up with the same idempotency key.

mod begin;
mod call;
mod carry_out;
pub(super) mod claim;
pub(super) mod entity;
mod finish;
mod follow_up;
mod outcome;
mod results;

pub(super) use begin::{Intent, begin_in, under_way_in};
pub(super) use carry_out::{after_the_intent, carry_out};
pub use entity::{
    Model as PaymentOperation, OperationKind, OperationState, table as operations_table,
};

use super::Payment;

/// A request that is written and claimed: whoever holds it is to make it.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) payment: Payment,
    pub(super) operation: PaymentOperation,
}
