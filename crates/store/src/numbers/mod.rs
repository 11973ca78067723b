//! Human numbers (order 1000, 1001, ..) that never collide, however many processes hand them out.
//!
//! Numbers come from the database in blocks, so that orders do not queue for one locked row. A
//! process that stops leaves the rest of its block unused: gaps are allowed here. Numbers without
//! gaps (invoices) need a locked row and are deliberately not made this way.

mod entity;
mod next;

pub use entity::{Model as NumberSeries, table};
pub(crate) use next::{NumberBlocks, continue_after_in, give_back, next, reserve_in};
