//! Sales and returns.

mod cancel;
mod delete;
pub(crate) mod entity;
mod error;
mod get;
mod insert;
pub(crate) mod item;
mod list;
mod place;
mod row;
mod settle;
mod status;

pub use cancel::cancel;
pub use delete::{Cascade, delete};
pub use entity::{Model as Order, table};
pub use error::OrderError;
pub use get::{find, get};
pub use item::{Model as OrderItem, table as items_table};
pub use list::list;
pub use place::{Fulfilment, MAX_LINES, OrderLine, OrderWithItems, PlaceOrder, place};
pub(crate) use settle::{Settlement, settle_in};
pub use status::{FulfilmentStatus, OrderKind, OrderStatus, PaymentStatus};
