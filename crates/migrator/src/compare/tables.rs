//! Which tables are there.

use mercer_database::Kind;

use super::same_name;
use crate::{Operation, Schema, Table};

/// The declared tables with their live ones; one that is missing becomes a change.
pub(super) fn pairs<'a>(
    declared: &'a Schema,
    live: &'a Schema,
    kind: Kind,
    changes: &mut Vec<Operation>,
) -> Vec<(&'a Table, &'a Table)> {
    let mut pairs = Vec::new();
    for table in &declared.tables {
        match live.tables.iter().find(|live| same_name(live, table, kind)) {
            Some(live) => pairs.push((table, live)),
            None => changes.push(Operation::CreateTable(Box::new(definition(table)))),
        }
    }
    pairs
}

/// The comment of a table that both have; SQLite keeps none.
pub(super) fn comments(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    if kind != Kind::Sqlite && declared.comment != live.comment {
        changes.push(Operation::SetTableComment {
            table: declared.name.clone(),
            from: live.comment.clone(),
            to: declared.comment.clone(),
        });
    }
}

/// The tables that only the live database has.
pub(super) fn unknown(declared: &Schema, live: &Schema, kind: Kind, changes: &mut Vec<Operation>) {
    let unknown = live.tables.iter().filter(|live| {
        let mut declared = declared.tables.iter();
        !declared.any(|table| same_name(live, table, kind))
    });
    changes.extend(unknown.map(|table| Operation::DropTable(Box::new(definition(table)))));
}

/// The table as an operation carries it.
fn definition(table: &Table) -> Table {
    Table {
        unmodelled: Vec::new(),
        ..table.clone()
    }
}
