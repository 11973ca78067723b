//! Columns: their type, whether they may be NULL, and what they hold when nothing is given.

use mercer_database::Kind;

use crate::replay::without_table;
use crate::{Column, ColumnType, Operation, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    let table = &declared.name;
    for column in &live.columns {
        if !declared
            .columns
            .iter()
            .any(|wanted| wanted.name == column.name)
        {
            changes.push(Operation::DropColumn {
                table: table.clone(),
                column: column.clone(),
            });
        }
    }
    for column in &declared.columns {
        match live.columns.iter().find(|found| found.name == column.name) {
            None => changes.push(Operation::AddColumn {
                table: table.clone(),
                column: column.clone(),
            }),
            Some(found) if !same(table, column, found, kind) => {
                changes.push(Operation::AlterColumn {
                    table: table.clone(),
                    from: found.clone(),
                    to: column.clone(),
                });
            }
            Some(_) => {}
        }
    }
}

fn same(table: &str, one: &Column, other: &Column, kind: Kind) -> bool {
    let default = |column: &Column| {
        let bare = |text: &String| without_table(text, table, kind);
        let default = column.default.as_ref().map(bare);
        let column = Column {
            default,
            ..column.clone()
        };
        normalise::default(&column, kind)
    };
    one.nullable == other.nullable
        && same_type(&one.column_type, &other.column_type)
        && default(one) == default(other)
        // SQLite keeps no comments.
        && (kind == Kind::Sqlite || one.comment == other.comment)
}

/// Whether a database would not tell them apart.
pub(crate) fn same_type(one: &ColumnType, other: &ColumnType) -> bool {
    match (one, other) {
        (ColumnType::Other(one), ColumnType::Other(other)) => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}
