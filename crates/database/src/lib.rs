//! One way to speak to SQLite, PostgreSQL and MySQL/MariaDB.
//!
//! A caller hands [`Database::write`] or [`Database::read`] a *unit of work*: a closure that
//! receives a [`Transaction`] and awaits nothing else. The unit may run more than once (it is
//! retried after a deadlock), so it must not have effects outside its transaction.
//!
//! Changing a schema needs what a unit cannot have: a lock over many transactions, and statements
//! outside any. A [`Session`] is one connection of its own, used as it is.
//!
//! Deliberately absent: any knowledge of the store, of its tables, or of migrations.

mod about;
mod companion;
mod connect;
mod constraint;
mod database;
mod error;
mod json;
mod mysql;
mod position;
mod postgres;
mod replica;
mod retry;
mod row;
mod server_address;
mod session;
mod sqlite;
mod transaction;
mod unit;
mod url;

pub use about::About;
pub use companion::{Accompanying, Companion};
pub use connect::Options;
pub use constraint::{ConstraintKind, ConstraintViolation};
pub use database::Database;
pub use error::Error;
pub use json::Json;
pub use position::{Freshness, NoPosition, Position};
pub use row::Row;
pub use server_address::ServerAddress;
pub use session::{Lock, Session};
pub use transaction::Transaction;
pub use url::{DatabaseUrl, Kind};
