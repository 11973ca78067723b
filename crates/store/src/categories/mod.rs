//! Groups of products, as a tree.

mod entity;

pub use entity::{Model as Category, table};
