//! Renames: those that look like a loss and an addition, and those that running programs notice.

use mercer_database::Kind;

use super::{Finding, Place, Severity, narrowing};
use crate::tokens::tokens;
use crate::{Backfill, Column, Operation, Table};

pub(super) fn rule(place: &Place<'_>, operations: &[Operation], found: &mut Vec<Finding>) {
    suspected(place, operations, found);
    noticed(place, found);
}

fn suspected(place: &Place<'_>, operations: &[Operation], found: &mut Vec<Finding>) {
    let table = place.operation.table();
    if place.past.made_table(table) {
        return;
    }
    let (what, name, twin) = match place.operation {
        Operation::DropColumn { column, .. } if !place.past.made_column(table, &column.name) => {
            let twins = operations.iter().filter_map(|operation| match operation {
                Operation::AddColumn {
                    table: other,
                    column: added,
                } if other == table && alike(column, added) => Some(&added.name),
                _ => None,
            });
            let twin = twins
                .into_iter()
                .find(|added| !carried(table, &column.name, added, operations));
            (format!("{table}: column"), &column.name, twin)
        }
        Operation::DropTable(dropped) => {
            let twin = operations.iter().find_map(|operation| match operation {
                Operation::CreateTable(made) if same_columns(dropped, made) => Some(&made.name),
                _ => None,
            });
            ("table".to_owned(), &dropped.name, twin)
        }
        _ => return,
    };
    if let Some(twin) = twin.filter(|twin| *twin != name) {
        found.push(place.finding(
            "suspected_rename",
            Severity::Notice,
            format!("{what} {name} is dropped and {twin}, which is made alike, is added empty"),
            "if it is the same thing under another name, rename it: then it keeps what it holds",
        ));
    }
}

fn alike(one: &Column, other: &Column) -> bool {
    narrowing::known(&one.column_type) == narrowing::known(&other.column_type)
}

fn same_columns(one: &Table, other: &Table) -> bool {
    let same = |a: &&Column| {
        other
            .columns
            .iter()
            .any(|b| a.name == b.name && alike(a, b))
    };
    one.columns.len() == other.columns.len()
        && one.columns.iter().filter(same).count() == one.columns.len()
}

/// Whether a backfill carries the values from the one column to the other.
fn carried(table: &str, from: &str, to: &str, operations: &[Operation]) -> bool {
    let carries = |fill: &Backfill| {
        let pieces = tokens(fill.set.of(Kind::Sqlite), Kind::Sqlite);
        let names = |name: &str| {
            pieces
                .iter()
                .any(|piece| piece.text.eq_ignore_ascii_case(name))
        };
        fill.table == table && names(from) && names(to)
    };
    operations
        .iter()
        .any(|operation| matches!(operation, Operation::Backfill(fill) if carries(fill)))
}

/// A renamed table or column is missed by every process of the old version that still runs.
fn noticed(place: &Place<'_>, found: &mut Vec<Finding>) {
    let table = place.operation.table();
    let text = match place.operation {
        Operation::RenameTable { from, to } if !place.past.made_table(from) => {
            format!("programs that still ask for table {from} fail from now on; it is {to}")
        }
        Operation::RenameColumn { from, to, .. } if !place.past.made_column(table, from) => {
            format!("programs that still ask for {table}.{from} fail from now on; it is {to}")
        }
        _ => return,
    };
    found.push(place.finding(
        "renamed",
        Severity::Notice,
        text,
        "stop the processes of the old version before the upgrade",
    ));
}
