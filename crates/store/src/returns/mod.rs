//! Goods of a sale that came back: sold again or written off, and no longer owed.
//!
//! A return moves no money. Where the order was paid, a refund is due afterwards. Deliberately
//! absent: goods that come back without their order, which are an order of the kind return; and
//! services, which are credited with `orders::credit`.

mod book;
mod create;
mod entity;
mod error;
mod get;
mod imported;
mod input;
mod item;
mod list;
mod of_orders;

pub(crate) use book::{Booking, book_in};
pub use create::create;
pub use entity::{Model as Return, table};
pub use error::ReturnError;
pub use get::{ReturnWithItems, get};
pub(crate) use imported::record_imported_in;
pub use input::{CreateReturn, LineCredit, ReturnLine};
pub use item::{Disposition, Model as ReturnItem, table as items_table};
pub use list::{ListReturns, ReturnSort, list};
pub use of_orders::of_orders;
