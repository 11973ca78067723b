//! Stock: what is on hand, what is promised, and the ledger of every movement.
//!
//! Goods are never oversold: every verb that takes goods away does so by one guarded statement
//! whose affected rows must equal the number of products, and the table's CHECKs stand behind it.

mod adjust;
mod change;
mod count;
pub mod counts;
mod error;
mod guarded;
mod ledger;
pub(crate) mod level;
mod levels;
mod levels_of_products;
mod list_levels;
mod list_of_goods;
mod low_stock;
pub(crate) mod movement;
mod movements;
mod receive;
mod reserve;
mod set_reorder_point;
mod ship;
mod subject;
mod take_back;
#[cfg(test)]
mod tests;
mod trace;
mod transfer;
pub mod transfers;

pub use adjust::{Adjust, adjust};
pub(crate) use change::{Cause, Change, change_in};
pub use count::{Count, count};
pub use error::{InventoryError, MissingGoods};
pub(crate) use ledger::{Entry, Ledger};
pub use level::{Model as StockLevel, table as levels_table};
pub use levels::levels;
pub use levels_of_products::levels_of_products;
pub use list_levels::{LevelSort, ListLevels, list_levels};
pub use list_of_goods::{MAX_LINES, StockLine};
pub use low_stock::{ListLowStock, LowStock, low_stock};
pub use movement::{Model as StockMovement, MovementKind, table as movements_table};
#[cfg(test)]
pub(crate) use movements::listing;
pub use movements::{ListMovements, MovementSort, movement, movements};
pub use receive::{Receive, receive};
pub(crate) use reserve::{Demand, hand_over_in, release_in, reserve_in};
pub use set_reorder_point::{SetReorderPoint, set_reorder_point};
pub(crate) use ship::ship_in;
pub(crate) use take_back::{take_back_in, write_off_in};
pub use transfer::{Transfer, transfer};
