//! CHECK constraints, by name and by what they say.

use mercer_database::Kind;

use super::{Change, unmatched};
use crate::{Check, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Change>) {
    let table = &declared.name;
    let same = |one: &Check, other: &Check| {
        let canonical = |check: &Check| normalise::canonical(&check.expression, kind);
        one.name == other.name && canonical(one) == canonical(other)
    };
    unmatched(
        &declared.checks,
        &live.checks,
        same,
        |check| Change::DropCheck {
            table: table.clone(),
            check,
        },
        |check| Change::AddCheck {
            table: table.clone(),
            check,
        },
        changes,
    );
}
