//! Unique constraints.

use super::{Change, unmatched};
use crate::{Table, Unique};

pub(super) fn compare(declared: &Table, live: &Table, changes: &mut Vec<Change>) {
    let table = &declared.name;
    unmatched(
        &declared.uniques,
        &live.uniques,
        Unique::eq,
        |unique| Change::DropUnique {
            table: table.clone(),
            unique,
        },
        |unique| Change::AddUnique {
            table: table.clone(),
            unique,
        },
        changes,
    );
}
