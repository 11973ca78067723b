//! The JSON shapes that both edges print: the API as response bodies, the command line with
//! `--json`.
//!
//! They are translated from the store's types field by field, so that a new column never becomes
//! public by accident. Money is `{"amount": minor units, "currency": "GBP"}`, a quantity is a
//! number with at most three decimals, a time is RFC 3339 in UTC.

mod audit;
mod import;
mod money;
mod order;
mod page;
mod product;
mod report;
mod stock;
mod user;

pub(crate) use audit::{AuditChain, AuditEntry};
pub(crate) use import::ImportSummary;
pub(crate) use money::Money;
pub(crate) use order::{Order, OrderItem, OrderWithItems};
pub(crate) use page::Page;
pub(crate) use product::Product;
pub(crate) use report::{Repair, Repaired, Report};
pub(crate) use stock::{StockLevel, StockLevels};
pub(crate) use user::User;
