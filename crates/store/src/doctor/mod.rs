//! The examination that proves the books: ledger, reservations, totals, payments.
//!
//! It reads one snapshot and changes nothing. Every check names what it examined, so that a check
//! that looked at nothing cannot pass for one that found nothing wrong.

mod checks;
mod examine;

pub use examine::{Check, Report, examine};
