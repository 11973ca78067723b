//! Money for orders.

mod entity;
mod event;
mod refund_entity;

pub use entity::{Model as Payment, PaymentKind, table};
pub use event::{EventKind, Model as PaymentEvent, table as events_table};
pub use refund_entity::{Model as Refund, table as refunds_table};
