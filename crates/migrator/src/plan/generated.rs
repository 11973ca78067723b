//! Columns that are computed from others.

use std::mem;

use mercer_database::Kind;

use super::changes::{drops_column, drops_index, drops_table, drops_unique, leading_columns};
use crate::compare::same_type;
use crate::normalise::{self, is_generated};
use crate::replay::mentions;
use crate::{Column, IndexTerm, Operation, Schema, Table};

/// Makes such a column anew where its expression changes, or the type of what it is computed from:
/// no database alters it in place, and it holds nothing that could be lost. What stands on it is
/// made anew with it.
pub(super) fn recreate(changes: &mut Vec<Operation>, live: &Schema, kind: Kind) {
    let mut remade = Vec::new();
    for change in mem::take(changes) {
        match change {
            Operation::AlterColumn { table, from, to }
                if is_computed_otherwise(&from, &to, kind) =>
            {
                remade.push((table, from, to));
            }
            other => changes.push(other),
        }
    }
    for table in &live.tables {
        if drops_table(changes, &table.name) {
            continue;
        }
        for column in table.columns.iter().filter(|column| is_generated(column)) {
            let is_remade = |(of, from, _): &(String, Column, Column)| {
                *of == table.name && from.name == column.name
            };
            if !remade.iter().any(is_remade)
                && !drops_column(changes, &table.name, &column.name)
                && stands_on_change(column, table, changes, kind)
            {
                let to = altered(changes, &table.name, column);
                remade.push((table.name.clone(), column.clone(), to));
            }
        }
    }
    for (name, from, to) in remade {
        if let Some(table) = live.tables.iter().find(|table| table.name == name) {
            remake_what_stands_on(&from.name, table, changes, kind);
        }
        changes.push(Operation::DropColumn {
            table: name.clone(),
            column: from,
        });
        changes.push(Operation::AddColumn {
            table: name,
            column: to,
        });
    }
}

fn is_computed_otherwise(from: &Column, to: &Column, kind: Kind) -> bool {
    is_generated(to)
        && (!same_type(&from.column_type, &to.column_type)
            || normalise::default(from, kind) != normalise::default(to, kind))
}

/// What becomes of the column besides; such a change is taken out of the list.
fn altered(changes: &mut Vec<Operation>, table: &str, column: &Column) -> Column {
    let place = changes.iter().position(|change| {
        matches!(change, Operation::AlterColumn { table: of, from, .. } if of == table && from.name == column.name)
    });
    match place.map(|place| changes.remove(place)) {
        Some(Operation::AlterColumn { to, .. }) => to,
        _ => column.clone(),
    }
}

/// Whether a column that it is computed from gets another type.
fn stands_on_change(column: &Column, table: &Table, changes: &[Operation], kind: Kind) -> bool {
    let expression = column.default.as_deref().unwrap_or_default();
    changes.iter().any(|change| {
        matches!(change, Operation::AlterColumn { table: of, from, to }
            if *of == table.name
                && from.name != column.name
                && from.column_type != to.column_type
                && mentions(expression, &from.name, Some(kind)))
    })
}

fn remake_what_stands_on(name: &str, table: &Table, changes: &mut Vec<Operation>, kind: Kind) {
    for unique in &table.uniques {
        let stands = unique.columns.iter().any(|column| column == name);
        if stands && !drops_unique(changes, &table.name, unique) {
            changes.push(Operation::DropUnique {
                table: table.name.clone(),
                unique: unique.clone(),
            });
            changes.push(Operation::AddUnique {
                table: table.name.clone(),
                unique: unique.clone(),
            });
        }
    }
    for check in &table.checks {
        let dropped = |change: &Operation| {
            matches!(change,
            Operation::DropCheck { table: of, check: dropped } if *of == table.name && dropped == check)
        };
        if mentions(&check.expression, name, Some(kind)) && !changes.iter().any(dropped) {
            changes.push(Operation::DropCheck {
                table: table.name.clone(),
                check: check.clone(),
            });
            changes.push(Operation::AddCheck {
                table: table.name.clone(),
                check: check.clone(),
            });
        }
    }
    for index in &table.indexes {
        let expressions = index.parts.iter().map(|part| match &part.term {
            IndexTerm::Expression(text) => text.as_str(),
            IndexTerm::Column(_) => "",
        });
        let mut texts = expressions.chain(index.predicate.as_deref());
        let stands = leading_columns(index).iter().any(|column| column == name)
            || index
                .parts
                .iter()
                .any(|part| part.term == IndexTerm::Column(name.to_owned()))
            || texts.any(|text| mentions(text, name, Some(kind)));
        if !stands || drops_index(changes, &table.name, &index.name) {
            continue;
        }
        // One that would only be renamed is made anew under its new name.
        let rename = changes.iter().position(|change| matches!(change,
            Operation::RenameIndex { table: of, from, .. } if *of == table.name && from.name == index.name));
        let mut again = index.clone();
        if let Some(Operation::RenameIndex { to, .. }) = rename.map(|place| changes.remove(place)) {
            again.name = to;
        }
        changes.push(Operation::DropIndex {
            table: table.name.clone(),
            index: index.clone(),
            concurrently: false,
        });
        changes.push(Operation::AddIndex {
            table: table.name.clone(),
            index: again,
            concurrently: false,
        });
    }
}
