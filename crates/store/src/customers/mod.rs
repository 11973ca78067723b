//! Who buys.

pub(crate) mod entity;

pub use entity::{Model as Customer, table};
