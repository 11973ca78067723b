//! Places where stock is kept.

mod entity;
mod first;

pub use entity::{Model as Location, table};
pub(crate) use first::{exists_in, first_in};
