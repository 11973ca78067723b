//! Operations in each database's words.
//!
//! Deliberately absent: running them, transactions, locks, and the pragma `foreign_keys`, which
//! SQLite heeds only outside a transaction: who runs a rebuild turns it off before BEGIN.

mod backfill;
mod columns;
mod constraints;
mod create_table;
mod error;
mod indexes;
mod literals;
mod mysql;
mod names;
mod postgres;
mod quotes;
mod rows;
mod sql;
mod sqlite;
mod types;
mod unmodelled;

use mercer_database::Kind;

use crate::replay::replay_on;
use crate::{Operation, Schema};

pub use backfill::{backfill_batch, backfill_left};
pub use create_table::create_table;
pub use error::RenderError;

/// One statement, or on SQLite and PostgreSQL a script of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its text, without a semicolon at the end.
    pub sql: String,
    /// Whether it must run outside any transaction: what came before it is committed first.
    pub outside_transaction: bool,
}

impl Statement {
    fn new(sql: impl Into<String>) -> Self {
        Statement {
            sql: sql.into(),
            outside_transaction: false,
        }
    }
}

/// The statements that do the operation on a database that looks like `before`, in order; none
/// where the database has nothing to do.
///
/// `before` is the live schema, read with its triggers, wherever there is one. On SQLite many
/// operations rebuild the table from it, and on MySQL a changed column is written whole. A backfill
/// is one UPDATE of all its rows here; [`backfill_batch`] is for those who can repeat it.
pub fn render(
    operation: &Operation,
    before: &Schema,
    kind: Kind,
) -> Result<Vec<Statement>, RenderError> {
    let (operation, before) = names::as_kept(operation, before, kind)?;
    let mut after = before.clone();
    replay_on(&mut after, &operation, Some(kind))?;
    let statements = match &operation {
        Operation::InsertRows(rows) => rows::insert(rows, &before, kind)?,
        Operation::DeleteRows(rows) => rows::delete(rows, &before, kind)?,
        Operation::Backfill(backfill) => vec![backfill::whole(backfill, kind)],
        Operation::Sql(sql) => sql::statements(sql.up.of(kind), kind),
        _ => match kind {
            Kind::Sqlite => sqlite::render(&operation, &before, &after)?,
            Kind::Postgres => postgres::render(&operation, &before, &after)?,
            Kind::MySql => mysql::render(&operation, &before, &after)?,
        },
    };
    Ok(statements)
}
