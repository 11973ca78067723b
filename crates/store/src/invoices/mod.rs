//! Invoices and credit notes: what an order bills, and what of it is credited, under numbers
//! without gaps.
//!
//! A document is written once. No verb changes or deletes one: what was billed too much is
//! credited by another document. Together the documents of an order always bill exactly what its
//! lines cost, tax included; `difference.rs` says how.
//!
//! Deliberately absent: the printed page, and payment terms. Whether an invoice is paid is the
//! order's business.

mod billed;
mod credit;
mod difference;
mod entity;
mod error;
mod get;
mod issue;
mod line;
mod list;
mod of_orders;
mod series;
mod write;

pub use credit::credit;
pub use entity::{InvoiceKind, Model as Invoice, table};
pub use error::InvoiceError;
pub use get::{InvoiceWithLines, find, get};
pub use issue::issue;
pub use line::{Model as InvoiceLine, table as lines_table};
pub use list::{InvoiceSort, ListInvoices, list};
pub use of_orders::of_orders;
pub use series::{
    CREDIT_NOTE_SERIES, INVOICE_SERIES, Model as InvoiceSeries, table as series_table,
};
