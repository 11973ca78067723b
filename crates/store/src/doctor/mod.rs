//! The examination that proves the books: ledger, reservations, totals, payments, shipments,
//! returns, invoices, audit log, and every reference from one table to another; and the repair of
//! what follows from other rows.
//!
//! An examination reads one snapshot and changes nothing. Every check names what it examined, so
//! that a check that looked at nothing cannot pass for one that found nothing wrong.

mod card_numbers;
mod chain;
mod checks;
mod examine;
mod goods;
mod invoices;
mod payment_checks;
mod references;
mod repair;
mod search_keys;

pub use examine::{Check, Report, examine};
pub use repair::{Repair, Repaired, repair};
