//! Who did what to what, as it was and as it became; chained, so that nobody changes it unseen.
//!
//! Every verb writes its row in its own transaction, with a digest of what the row says. The rows
//! are put into the chain afterwards, by [`seal`]: a seal is a hash of the seal before it and of
//! the ids and digests of some rows. Were each row chained to the row before it as it is written,
//! every transaction would lock the end of the chain until it commits, and all orders of a server
//! would queue for one row. What this costs: rows that nobody has sealed yet can be removed
//! unseen, so the serving process seals often.
//!
//! Transactions commit in another order than their rows were numbered in. A row that appears
//! late, with an id below those sealed already, simply goes into a later seal.
//!
//! Deliberately absent: a key. Whoever can write to the database and knows the rules can make the
//! whole chain anew; the hash of its head, noted in another place, tells.

mod digest;
mod entity;
mod error;
mod get;
mod head_entity;
mod list;
mod of_order;
mod record;
mod redact;
mod report;
mod seal;
mod seal_entity;
#[cfg(test)]
mod tests;
mod verify;
mod waiting;

pub use entity::{Model as AuditEntry, table};
pub use error::AuditError;
pub use get::get;
pub use head_entity::table as heads_table;
pub use list::{EntrySort, ListEntries, list};
pub(crate) use of_order::of_order_in;
pub(crate) use record::{Act, record_edit_in, record_in};
pub(crate) use redact::{redact_in, redact_orders_in, told_in};
pub use report::{Fault, Head, Report};
pub use seal::{Sealed, seal};
pub use seal_entity::{Model as AuditSeal, table as seals_table};
pub(crate) use verify::verify_in;
pub use verify::{verify, verify_noted};
pub use waiting::is_waiting;
