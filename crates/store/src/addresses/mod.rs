//! Postal addresses, and which customers they belong to.

pub(crate) mod entity;
pub(crate) mod link;
mod snapshot;

pub use entity::{Model as Address, table};
pub use link::{Model as CustomerAddress, table as link_table};
pub(crate) use snapshot::snapshot_in;
