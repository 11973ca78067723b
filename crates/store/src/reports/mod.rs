//! What the books tell of a time: sales, products, customers, stock, tax.
//!
//! Every figure is of the orders that are placed: drafts and cancelled ones count nowhere. An order
//! belongs to the day on which it was placed, in UTC, and is counted as it stands now: what was
//! credited since (returns, refunds) lowers the figures of that day. Returns without a sale, as at a
//! till, count against the day on which they were taken. Each report reads one snapshot.
//!
//! Deliberately absent: the flow of money by the day on which it moved, which payments tell; what
//! delivery, payments and goods that were written off cost; and several currencies in one figure: a
//! report is of one, and says how many orders were in others.

mod credits;
mod customers;
mod error;
mod margin;
mod period;
mod products;
mod query;
mod sales;
mod stock;
mod tax;

pub use customers::{Cohort, Customers, CustomersReport, TopCustomer, customers};
pub use error::ReportError;
pub use margin::Margin;
pub use period::{Period, Step};
pub use products::{ProductRow, ProductsReport, products};
pub use sales::{SalesReport, SalesRow, sales};
pub use stock::{StockReport, StockRow, stock};
pub use tax::{TaxReport, TaxRow, tax};
