//! Transfers with goods in transit: sent from one location, received at another.
//!
//! What is sent leaves the one location at once and belongs to none until it is received. It stays
//! in transit until somebody says what became of it: received (in one or more parts), lost (when
//! the transfer is closed with a reason), or brought back (when it is cancelled). For every product
//! quantity = received + lost + brought back + what is still in transit.
//!
//! Goods that were lost are booked as arrived and written off at the receiving location, so that
//! the ledger tells where they were missed and why. More than was sent cannot be received: found
//! goods are an adjustment.

mod amounts;
mod cancel;
pub(crate) mod entity;
mod get;
mod in_transit;
pub(crate) mod item;
mod list;
mod receive;
mod send;
mod status;

pub use cancel::cancel;
pub use entity::{Model as StockTransfer, table};
pub use get::{TransferWithItems, get};
pub(super) use in_transit::in_transit_in;
pub use in_transit::{InTransit, in_transit};
pub use item::{Model as StockTransferItem, table as items_table};
pub use list::{ListTransfers, TransferSort, list};
pub use receive::{ReceiveTransfer, receive};
pub use send::{SendTransfer, send};
pub use status::TransferStatus;
