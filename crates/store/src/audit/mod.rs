//! Who did what, for acts that remove things.

mod entity;
mod record;

pub use entity::{Model as AuditEntry, table};
pub(crate) use record::record_in;
