//! Unique constraints.

use mercer_database::Kind;

use super::unmatched;
use crate::{Operation, Table, Unique, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    let table = &declared.name;
    let same = |one: &Unique, other: &Unique| {
        one.columns == other.columns && normalise::same_name(&one.name, &other.name, kind)
    };
    unmatched(
        &declared.uniques,
        &live.uniques,
        same,
        |unique| Operation::DropUnique {
            table: table.clone(),
            unique,
        },
        |unique| Operation::AddUnique {
            table: table.clone(),
            unique,
        },
        changes,
    );
}
