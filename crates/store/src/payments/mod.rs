//! Money for orders, in its simple form: received at once, given back in parts.
//!
//! Deliberately absent until the providers arrive: authorising without capturing, and any call to
//! the outside.

pub(crate) mod entity;
mod error;
mod event;
mod list;
mod record;
mod refund;
mod refund_entity;

pub use entity::{Model as Payment, PaymentKind, table};
pub use error::PaymentError;
pub use event::{EventKind, Model as PaymentEvent, table as events_table};
pub use list::list;
pub use record::{Means, Record, record};
pub use refund::{Refund as RefundInput, refund};
pub use refund_entity::{Model as Refund, table as refunds_table};
