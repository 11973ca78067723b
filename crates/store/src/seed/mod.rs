//! Demonstration data of any size, the same for the same seed: a grocery's customers in several
//! countries, its catalogue, and a year of orders with seasons, payments, shipments and returns.
//!
//! The fixed demonstration comes first, through the verbs that everybody uses. The rest is made by
//! other threads than the one that writes, and written in batches, each a unit of work, with ids
//! that are chosen here: the store has to be empty, and nobody else may write meanwhile. The books
//! are right after every batch.
//!
//! Deliberately absent from the generated part: invoices, drafts, passwords, and audit rows per
//! row (the log has one of the run, as of an import). The fixed part has them.

mod basket;
mod batch;
mod calendar;
mod catalogue;
mod clear;
mod countries;
mod error;
mod goods;
mod input;
mod orders;
mod people;
mod prepare;
mod random;
mod run;
mod shop;
mod stock;

pub use clear::{Cleared, clear};
pub use error::SeedError;
pub use input::Seed;
pub use run::{Seeded, run};
