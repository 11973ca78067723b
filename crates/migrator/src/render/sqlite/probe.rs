//! Seeing that what reads a rebuilt table can still be used, before COMMIT.
//!
//! SQLite keeps views and triggers as text and finds out what is wrong with it when it is used. So
//! each of them is used, without reading or changing a row; one that fails makes the rebuild fail.

use mercer_database::Kind;

use super::super::quotes::quoted;
use crate::replay::is_generated;
use crate::tokens::tokens;
use crate::{Column, Schema, Table};

const KIND: Kind = Kind::Sqlite;

/// The statements that fail where a view or a trigger does not work any more.
pub(super) fn statements(schema: &Schema, rebuilt: &Table) -> Vec<String> {
    let mut readers = vec![rebuilt.name.clone()];
    // In the order in which they were made, so a view comes after those that it reads.
    for view in &schema.views {
        if readers.iter().any(|name| reads(&view.sql, name)) {
            readers.push(view.name.clone());
        }
    }
    let mut sql = Vec::new();
    for view in &readers[1..] {
        sql.push(format!("SELECT 1 FROM {} LIMIT 0", quoted(view, KIND)));
    }
    for table in &schema.tables {
        let is_it = table.name == rebuilt.name;
        let mut triggers = table.triggers.iter();
        if triggers.any(|trigger| is_it || readers.iter().any(|name| reads(&trigger.sql, name))) {
            sql.extend(writes(table));
        }
    }
    sql
}

fn reads(sql: &str, name: &str) -> bool {
    let pieces = tokens(sql, KIND);
    let mut names = pieces.iter().filter(|piece| piece.is_name());
    names.any(|piece| piece.text.eq_ignore_ascii_case(name))
}

/// EXPLAIN prepares the statement with the table's triggers and does not run it.
fn writes(table: &Table) -> Vec<String> {
    let name = quoted(&table.name, KIND);
    let stored = |column: &&Column| !column.default.as_deref().is_some_and(is_generated);
    let each = table.columns.iter().filter(stored).map(|column| {
        let column = quoted(&column.name, KIND);
        format!("{column} = {column}")
    });
    let each: Vec<_> = each.collect();
    vec![
        format!("EXPLAIN INSERT INTO {name} DEFAULT VALUES"),
        format!("EXPLAIN UPDATE {name} SET {}", each.join(", ")),
        format!("EXPLAIN DELETE FROM {name}"),
    ]
}
