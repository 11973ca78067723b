//! A small grocery with customers, stock and orders, for a first look.
//!
//! It is filled through the same verbs that everybody uses, so it cannot hold anything that a real
//! store could not.

mod data;
mod error;
mod fill;

pub use error::DemonstrationError;
pub use fill::{Filled, PASSWORD, USERNAME, fill};

/// How many customers it has.
pub const CUSTOMERS: usize = data::CUSTOMERS.len();
/// How many products.
pub const PRODUCTS: usize = data::PRODUCTS.len();
/// How many orders.
pub const ORDERS: usize = data::ORDERS.len();
