//! What the history of revisions has not made is the owner's.

use std::mem;

use mercer_database::Kind;

use super::changes::{drops_column, of_name};
use crate::replay::{mentions, replay_on};
use crate::{IndexTerm, Operation, Schema};

/// Takes the drops of what no revision made out of the changes, and warns instead.
pub(super) fn keep_what_is_the_owners(
    changes: &mut Vec<Operation>,
    known: &Schema,
    live: &Schema,
    kind: Kind,
    warnings: &mut Vec<String>,
) {
    let mut known = known.clone();
    for change in changes.iter() {
        if let Operation::RenameTable { .. } | Operation::RenameColumn { .. } = change {
            // One that does not fit was made by hand already.
            let _ = replay_on(&mut known, change, Some(kind));
        }
    }
    let all = mem::take(changes);
    for change in &all {
        if is_known(change, &all, &known) {
            warn_of_second_making(change, &known, warnings);
            changes.push(change.clone());
            continue;
        }
        let mut warning = format!("{}; no revision made it: it is left alone", said(change));
        if let Operation::DropColumn { column, .. } = change
            && !column.nullable
            && column.default.is_none()
        {
            warning.push_str(". It is required and has no default, so new rows will be refused");
        }
        if let Some(column) = stands_on_dropped(change, &all, &known, kind) {
            warning =
                format!("{warning}. It stands on column {column}, which is dropped: drop it first");
        }
        if let Operation::DropTable(table) = change {
            let parents = table.foreign_keys.iter().map(|key| &key.parent);
            for parent in parents.filter(|parent| of_name(&live.tables, parent).is_some()) {
                let dropped = |other: &&Operation| matches!(other, Operation::DropTable(gone) if gone.name == *parent);
                if all
                    .iter()
                    .find(dropped)
                    .is_some_and(|drop| is_known(drop, &all, &known))
                {
                    warning = format!("{warning}. It refers to {parent}, which is dropped");
                }
            }
        }
        warnings.push(warning);
        if let Operation::RenameIndex { table, from, to } = change {
            let mut index = from.clone();
            index.name.clone_from(to);
            changes.push(Operation::AddIndex {
                table: table.clone(),
                index,
                concurrently: false,
            });
        }
    }
}

fn said(change: &Operation) -> String {
    match change {
        Operation::RenameIndex { table, from, .. } => format!("{table}: {from} is not declared"),
        other => other.to_string(),
    }
}

/// Whether a change is the history's to make: it adds or alters, or drops what a revision made or
/// what comes back under the same name.
fn is_known(change: &Operation, all: &[Operation], known: &Schema) -> bool {
    let table = of_name(&known.tables, change.table());
    let name = change.name();
    let comes_back = |kind: &str| {
        !name.is_empty()
            && all.iter().any(|other| {
                other.kind() == kind && other.table() == change.table() && other.name() == name
            })
    };
    match change {
        Operation::DropTable(_) => table.is_some(),
        Operation::DropColumn { .. } => {
            table.is_some_and(|table| table.columns.iter().any(|column| column.name == name))
        }
        Operation::DropUnique { unique, .. } => {
            comes_back("add_unique")
                || table.is_some_and(|table| {
                    let made = table.uniques.iter().map(|made| (&made.name, &made.columns));
                    // On MySQL a unique index is one of these.
                    let indexes: Vec<_> = table.indexes.iter().map(|made| &made.name).collect();
                    made.clone().any(|(of, columns)| {
                        of == name || *columns == unique.columns && of.is_empty()
                    }) || indexes.iter().any(|of| *of == name)
                })
        }
        Operation::DropCheck { check, .. } => {
            comes_back("add_check")
                || table.is_some_and(|table| {
                    let same = |made: &crate::Check| {
                        made.name == check.name && (!name.is_empty() || made == check)
                    };
                    table.checks.iter().any(same)
                })
        }
        Operation::DropIndex { .. } => {
            comes_back("create_index")
                || table.is_some_and(|table| table.indexes.iter().any(|made| made.name == name))
        }
        Operation::RenameIndex { .. } => {
            table.is_some_and(|table| table.indexes.iter().any(|made| made.name == name))
        }
        Operation::DropForeignKey { key, .. } => {
            comes_back("add_foreign_key")
                || table.is_some_and(|table| {
                    let same = |made: &crate::ForeignKey| {
                        made.name == key.name && (!name.is_empty() || made == key)
                    };
                    table.foreign_keys.iter().any(same)
                })
        }
        Operation::DropEnum(_) => known.enums.iter().any(|made| made.name == name),
        _ => true,
    }
}

/// The dropped column that something of the owner's stands on.
fn stands_on_dropped(
    change: &Operation,
    all: &[Operation],
    known: &Schema,
    kind: Kind,
) -> Option<String> {
    let table = change.table();
    let goes = |name: &str| {
        drops_column(all, table, name)
            && of_name(&known.tables, table)
                .is_some_and(|table| table.columns.iter().any(|column| column.name == name))
    };
    let dropped = all.iter().filter_map(|other| match other {
        Operation::DropColumn { table: of, column } if of == table => Some(&column.name),
        _ => None,
    });
    let stands = |name: &String| match change {
        Operation::DropUnique { unique, .. } => unique.columns.contains(name),
        Operation::DropForeignKey { key, .. } => key.columns.contains(name),
        Operation::DropCheck { check, .. } => mentions(&check.expression, name, Some(kind)),
        Operation::DropIndex { index, .. } => index.parts.iter().any(|part| match &part.term {
            IndexTerm::Column(column) => column == name,
            IndexTerm::Expression(text) => mentions(text, name, Some(kind)),
        }),
        _ => false,
    };
    dropped
        .filter(|name| goes(name))
        .find(|name| stands(name))
        .cloned()
}

/// Warns where the live database lost what a revision made: made again, it comes twice in the
/// history.
fn warn_of_second_making(change: &Operation, known: &Schema, warnings: &mut Vec<String>) {
    let table = of_name(&known.tables, change.table());
    let made = match change {
        Operation::CreateTable(_) => table.is_some(),
        Operation::AddColumn { column, .. } => {
            table.is_some_and(|table| table.columns.iter().any(|made| made.name == column.name))
        }
        _ => false,
    };
    if made {
        warnings.push(format!(
            "{change}, though a revision made it: somebody dropped it by hand. Put it back by hand \
             rather than in a revision, which would make it twice"
        ));
    }
}
