//! How often somebody may try what others would do all day: guess passwords, register, ask for
//! mail.
//!
//! An edge counts an attempt with [`count`] before it does what is asked, and lets it be forgotten
//! with [`forget`] when it was the right person. What is counted stands in the database, so that
//! all processes of a shop count together. A window begins with its first attempt; who tries at the
//! end of one and at the beginning of the next has twice as many for a moment.

mod count;
mod entity;
mod error;
mod forget;
mod kind;
mod sweep;
#[cfg(test)]
mod tests;

pub use count::count;
pub use entity::{Model as Throttle, table};
pub use error::ThrottleError;
pub use forget::forget;
pub use kind::{Kind, Limit};
pub use sweep::sweep;
