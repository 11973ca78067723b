//! Money for orders: asked of providers, received, given back.
//!
//! A provider is never asked inside a transaction. What it is to do is written first (an
//! *operation*), then it is asked with a key that is the same for every repetition, then its answer
//! is written. [`reconcile`] settles what a crash, a timeout or a lost connection left open.
//!
//! Deliberately absent: real providers (see [`gateway`]), and their webhooks.

mod capture;
mod confirm;
pub(crate) mod entity;
mod error;
mod event;
mod events;
pub mod gateway;
mod get;
mod get_refund;
mod history;
mod imported;
mod list;
mod locked;
mod of_orders;
mod operations;
mod pay;
mod reconcile;
mod record;
mod refund;
mod refunds;
mod state;
mod void;

pub use crate::payment_methods::PaymentKind;
pub use capture::{Capture, capture};
pub use confirm::confirm;
pub use entity::{Model as Payment, table};
pub use error::PaymentError;
pub use event::{EventKind, Model as PaymentEvent, table as events_table};
pub use events::{events, operations, refund_lines, refunds};
pub use get::get;
pub use get_refund::{get_refund, lines_of_refunds};
pub(crate) use imported::record_imported_in;
pub use list::{ListPayments, PaymentSort, list};
pub use of_orders::of_orders;
pub use operations::{OperationKind, OperationState, PaymentOperation, operations_table};
pub use pay::{Pay, PayBy, pay};
pub use reconcile::{Reconciled, reconcile};
pub use record::{Means, Record, record};
pub use refund::{Refund as RefundInput, RefundOn, refund};
pub use refunds::{Refund, RefundLine, RefundState, refund_lines_table, refunds_table};
pub use state::PaymentState;
pub use void::void;
