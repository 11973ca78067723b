//! Stock: what is on hand, what is promised, and the ledger of every movement.
//!
//! Goods are never oversold: every verb that takes goods away does so by one guarded statement
//! whose affected rows must equal the number of products, and the table's CHECKs stand behind it.

mod adjust;
mod change;
mod count;
mod error;
mod ledger;
pub(crate) mod level;
mod levels;
pub(crate) mod movement;
mod movements;
mod receive;
mod reserve;
mod subject;
mod transfer;

pub use adjust::{Adjust, adjust};
pub(crate) use change::{Cause, Change, change_in};
pub use count::{Count, count};
pub use error::InventoryError;
pub(crate) use ledger::{Entry, Ledger};
pub use level::{Model as StockLevel, table as levels_table};
pub use levels::levels;
pub use movement::{Model as StockMovement, MovementKind, table as movements_table};
pub use movements::movements;
pub use receive::{Receive, receive};
pub(crate) use reserve::{Demand, hand_over_in, release_in, reserve_in};
pub use transfer::{Transfer, transfer};
