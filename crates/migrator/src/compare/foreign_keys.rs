//! Foreign keys.

use super::{Change, unmatched};
use crate::{ForeignKey, Table};

pub(super) fn compare(declared: &Table, live: &Table, changes: &mut Vec<Change>) {
    let table = &declared.name;
    unmatched(
        &declared.foreign_keys,
        &live.foreign_keys,
        ForeignKey::eq,
        |key| Change::DropForeignKey {
            table: table.clone(),
            key,
        },
        |key| Change::AddForeignKey {
            table: table.clone(),
            key,
        },
        changes,
    );
}
