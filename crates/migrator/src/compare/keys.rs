//! The primary key: its columns in order, its numbering, and storing rows in its order.

use super::{Change, PrimaryKey};
use crate::Table;

pub(super) fn compare(declared: &Table, live: &Table, changes: &mut Vec<Change>) {
    let (from, to) = (key(live), key(declared));
    if from != to {
        changes.push(Change::AlterPrimaryKey {
            table: declared.name.clone(),
            from,
            to,
        });
    }
}

fn key(table: &Table) -> PrimaryKey {
    PrimaryKey {
        columns: table.primary_key.clone(),
        identity: table.identity,
        clustered: table.clustered,
    }
}
