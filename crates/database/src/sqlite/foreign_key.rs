//! Which foreign key a statement violated: SQLite itself only says "FOREIGN KEY constraint failed".
//!
//! The statement is run once more with its keys deferred, the offending rows are looked for, and
//! all of it is undone. It costs a scan of the tables concerned, on the error path only: verbs
//! look rows up before they refer to them, so this is the backstop.

use rusqlite::{Connection, OptionalExtension};
use sea_orm::Statement;

use super::session;
use crate::{ConstraintKind, ConstraintViolation};

struct ForeignKey {
    table: String,
    column: String,
    parent: String,
    parent_column: String,
}

/// Finds the violated key; `None` if it cannot be told.
pub(super) fn find(connection: &Connection, statement: &Statement) -> Option<ConstraintViolation> {
    let table = table_of(&statement.sql)?;
    connection
        .execute_batch("SAVEPOINT find_key; PRAGMA defer_foreign_keys = ON")
        .ok()?;
    let found = session::query(connection, statement, usize::MAX)
        .and_then(|_| violated(connection, &table))
        .ok()
        .flatten();
    let restored = connection
        .execute_batch("ROLLBACK TO find_key; RELEASE find_key; PRAGMA defer_foreign_keys = OFF");
    if let Err(error) = restored {
        tracing::error!(%error, "a probe for a violated foreign key could not be undone");
    }
    found
}

/// The table that an INSERT, UPDATE or DELETE changes.
fn table_of(sql: &str) -> Option<String> {
    let mut words = sql.split_whitespace();
    let table = loop {
        match words.next()?.to_ascii_uppercase().as_str() {
            "INTO" | "UPDATE" | "FROM" => break words.next()?,
            _ => {}
        }
    };
    // `INSERT INTO orders(id)` is written as often as `INSERT INTO "orders" ("id")`.
    let table = table.split('(').next()?;
    Some(
        table
            .trim_matches(|letter| matches!(letter, '"' | '`' | '[' | ']'))
            .to_owned(),
    )
}

fn violated(connection: &Connection, table: &str) -> rusqlite::Result<Option<ConstraintViolation>> {
    for key in keys_around(connection, table)? {
        let orphan = format!(
            "SELECT 1 FROM \"{}\" AS child WHERE child.\"{}\" IS NOT NULL AND NOT EXISTS \
             (SELECT 1 FROM \"{}\" AS parent WHERE parent.\"{}\" = child.\"{}\") LIMIT 1",
            key.table, key.column, key.parent, key.parent_column, key.column
        );
        let orphan: Option<i64> = connection
            .query_row(&orphan, [], |row| row.get(0))
            .optional()?;
        if orphan.is_some() {
            return Ok(Some(ConstraintViolation {
                kind: ConstraintKind::ForeignKey,
                constraint: Some(format!("{}_{}_foreign", key.table, key.column)),
                table: Some(key.table),
                columns: vec![key.column],
            }));
        }
    }
    Ok(None)
}

/// The keys that start or end at the table.
fn keys_around(connection: &Connection, table: &str) -> rusqlite::Result<Vec<ForeignKey>> {
    let mut keys = connection.prepare(
        "SELECT child.name, key.\"from\", key.\"table\", coalesce(key.\"to\", 'id') \
         FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS key \
         WHERE child.type = 'table' AND (child.name = ?1 OR key.\"table\" = ?1)",
    )?;
    let keys = keys.query_map([table], |row| {
        Ok(ForeignKey {
            table: row.get(0)?,
            column: row.get(1)?,
            parent: row.get(2)?,
            parent_column: row.get(3)?,
        })
    })?;
    keys.collect()
}
