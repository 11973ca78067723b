//! What the shop sells: goods with stock, services without.

pub(crate) mod entity;
mod ordered;

pub use entity::{Kind, Model as Product, table};
pub(crate) use ordered::ordered_in;
