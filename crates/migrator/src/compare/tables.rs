//! Which tables are there.

use mercer_database::Kind;

use super::{Change, same_name};
use crate::{Schema, Table};

/// The declared tables with their live ones; one that is missing becomes a change.
pub(super) fn pairs<'a>(
    declared: &'a Schema,
    live: &'a Schema,
    kind: Kind,
    changes: &mut Vec<Change>,
) -> Vec<(&'a Table, &'a Table)> {
    let mut pairs = Vec::new();
    for table in &declared.tables {
        match live.tables.iter().find(|live| same_name(live, table, kind)) {
            Some(live) => pairs.push((table, live)),
            None => changes.push(Change::CreateTable(Box::new(table.clone()))),
        }
    }
    pairs
}

/// The tables that only the live database has.
pub(super) fn unknown(declared: &Schema, live: &Schema, kind: Kind, changes: &mut Vec<Change>) {
    let unknown = live.tables.iter().filter(|live| {
        let mut declared = declared.tables.iter();
        !declared.any(|table| same_name(live, table, kind))
    });
    changes.extend(unknown.map(|table| Change::UnknownTable(Box::new(table.clone()))));
}
