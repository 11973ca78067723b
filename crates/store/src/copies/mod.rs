//! The whole store, moved from one database to another, of whatever system.
//!
//! Every table is read in one snapshot of the source, written in one transaction of the target,
//! read back there, and compared by count and checksum before the commit. The source is not
//! changed. Deliberately absent: copying what is written meanwhile; the shop is closed for as long
//! as it takes, or the orders of that time stay behind.

mod checksum;
mod compare;
mod copy;
mod error;
mod order;
mod read;
mod write;

pub use compare::{Compared, compare};
pub use copy::{Copied, CopyProgress, copy};
pub use error::CopyError;
