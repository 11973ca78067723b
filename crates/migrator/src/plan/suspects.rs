//! Drops and additions that look like renames.

use super::{Plan, Rename};
use crate::compare::same_type;
use crate::{Column, Operation, Table};

/// Finds them and says how to make renames of them.
pub(super) fn find(changes: &[Operation], plan: &mut Plan) {
    tables(changes, plan);
    columns(changes, plan);
    for rename in &plan.suspected_renames {
        let (what, lost) = match rename {
            Rename::Table { from, to } => (
                format!("table {from} is dropped and table {to} with much the same columns made"),
                "rows",
            ),
            Rename::Column { table, from, to } => (
                format!("{table}: column {from} is dropped and column {to} of its type added"),
                "values",
            ),
        };
        plan.warnings.push(format!(
            "{what}: its {lost} are lost. If it only got another name, say --rename {rename}"
        ));
    }
}

fn tables(changes: &[Operation], plan: &mut Plan) {
    let mut dropped: Vec<&Table> = changes
        .iter()
        .filter_map(|change| match change {
            Operation::DropTable(table) => Some(&**table),
            _ => None,
        })
        .collect();
    for change in changes {
        let Operation::CreateTable(made) = change else {
            continue;
        };
        let likest = (0..dropped.len()).max_by_key(|&place| likeness(dropped[place], made));
        if let Some(place) = likest.filter(|&place| are_alike(dropped[place], made)) {
            plan.suspected_renames.push(Rename::Table {
                from: dropped.remove(place).name.clone(),
                to: made.name.clone(),
            });
        }
    }
}

/// How many columns two tables have in common.
fn likeness(one: &Table, other: &Table) -> usize {
    let has = |column: &&Column| {
        let mut columns = other.columns.iter();
        columns.any(|found| {
            found.name == column.name && same_type(&found.column_type, &column.column_type)
        })
    };
    one.columns.iter().filter(has).count()
}

/// Whether three of four columns are common to both.
fn are_alike(one: &Table, other: &Table) -> bool {
    let most = one.columns.len().max(other.columns.len());
    likeness(one, other) * 4 >= most * 3
}

fn columns(changes: &[Operation], plan: &mut Plan) {
    let mut dropped: Vec<(&str, &Column)> = changes
        .iter()
        .filter_map(|change| match change {
            Operation::DropColumn { table, column } => Some((table.as_str(), column)),
            _ => None,
        })
        .collect();
    for change in changes {
        let Operation::AddColumn { table, column } = change else {
            continue;
        };
        let fits = |(of, candidate): &(&str, &Column)| {
            of == table && same_type(&candidate.column_type, &column.column_type)
        };
        let best = (0..dropped.len())
            .filter(|&place| fits(&dropped[place]))
            .min_by_key(|&place| {
                let candidate = dropped[place].1;
                (
                    candidate.nullable != column.nullable,
                    candidate.default != column.default,
                )
            });
        if let Some(place) = best {
            plan.suspected_renames.push(Rename::Column {
                table: table.clone(),
                from: dropped.remove(place).1.name.clone(),
                to: column.name.clone(),
            });
        }
    }
}
