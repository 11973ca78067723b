//! Columns: their type, whether they may be NULL, and what they hold when nothing is given.

use mercer_database::Kind;

use super::Change;
use crate::{Column, ColumnType, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Change>) {
    let table = &declared.name;
    for column in &live.columns {
        if !declared
            .columns
            .iter()
            .any(|wanted| wanted.name == column.name)
        {
            changes.push(Change::DropColumn {
                table: table.clone(),
                column: column.clone(),
            });
        }
    }
    for column in &declared.columns {
        match live.columns.iter().find(|found| found.name == column.name) {
            None => changes.push(Change::AddColumn {
                table: table.clone(),
                column: column.clone(),
            }),
            Some(found) if !same(column, found, kind) => changes.push(Change::AlterColumn {
                table: table.clone(),
                from: found.clone(),
                to: column.clone(),
            }),
            Some(_) => {}
        }
    }
}

fn same(one: &Column, other: &Column, kind: Kind) -> bool {
    let default = |column: &Column| {
        let text = column.default.as_ref();
        text.map(|text| normalise::canonical(text, kind))
    };
    one.nullable == other.nullable
        && same_type(&one.column_type, &other.column_type)
        && default(one) == default(other)
}

fn same_type(one: &ColumnType, other: &ColumnType) -> bool {
    match (one, other) {
        (ColumnType::Other(one), ColumnType::Other(other)) => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}
