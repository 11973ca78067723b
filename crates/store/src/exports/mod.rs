//! The store's data as rows of text, for spreadsheets and other systems, and for the import.
//!
//! Each subject is a list of columns; a row is a customer's address, a product, a line of an order.
//! Rows are written as they are read, in one snapshot, a page at a time. Deliberately absent: what
//! is nobody else's (ids, password hashes, saved payment methods, the ledger, the audit log):
//! a backup or a copy moves those.

mod cell;
mod customers;
mod error;
mod export;
mod formula;
mod lists;
mod orders;
mod products;
mod stock;
mod subject;
#[cfg(test)]
mod tests;
mod writer;

pub use error::ExportError;
pub use export::Export;
pub(crate) use formula::without_quote;
pub use subject::Subject;
pub use writer::Format;

/// What stands between the names of a category and of the one in it.
pub(crate) const PATH_SEPARATOR: &str = " > ";
