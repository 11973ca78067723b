//! Stock counts: a sheet of what should be there, filled in while the shop goes on selling.
//!
//! A product's difference is taken against what is on hand at the moment its count is recorded, and
//! applied when the count is closed: what is sold or received in between falsifies nothing. A
//! location has one open count at a time, so that no difference is applied twice.
//!
//! Goods that are promised to orders cannot be counted away: closing is refused and names them.

mod cancel;
mod close;
pub(crate) mod entity;
mod get;
pub(crate) mod item;
mod list;
mod open;
mod record;
mod row;
mod status;

pub use cancel::cancel;
pub use close::{CloseCount, close};
pub use entity::{Model as StockCount, table};
pub use get::{CountSheet, SheetLine, get};
pub use item::{Model as StockCountItem, table as items_table};
pub use list::{CountSort, ListCounts, list};
pub use open::{OpenCount, open};
pub(super) use record::check_counted;
pub use record::{CountedLine, RecordCount, record};
pub(super) use row::refuse_counted_in;
pub use status::CountStatus;
