//! Foreign keys.

use mercer_database::Kind;

use super::unmatched;
use crate::{Operation, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    let table = &declared.name;
    unmatched(
        &declared.foreign_keys,
        &live.foreign_keys,
        |one, other| normalise::same_key(one, other, kind),
        |key| Operation::DropForeignKey {
            table: table.clone(),
            key,
        },
        |key| Operation::AddForeignKey {
            table: table.clone(),
            key,
        },
        changes,
    );
}
