//! CHECK constraints, by name and by what they say.

use mercer_database::Kind;

use super::unmatched;
use crate::{Check, Operation, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    let table = &declared.name;
    let same = |one: &Check, other: &Check| {
        let canonical = |check: &Check| normalise::canonical_of(table, &check.expression, kind);
        normalise::same_name(&one.name, &other.name, kind) && canonical(one) == canonical(other)
    };
    unmatched(
        &declared.checks,
        &live.checks,
        same,
        |check| Operation::DropCheck {
            table: table.clone(),
            check,
        },
        |check| Operation::AddCheck {
            table: table.clone(),
            check,
        },
        changes,
    );
}
