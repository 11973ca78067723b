//! What brings a live database in step with the declarations, as data: one file per concern.
//!
//! Deliberately absent: the order of columns, renames (they appear as a drop and an addition), and
//! dropping whole tables, for a table that is not declared may be its owner's.

mod change;
mod checks;
mod columns;
mod foreign_keys;
mod indexes;
mod keys;
mod tables;
mod uniques;
mod words;

use mercer_database::Kind;

use crate::{Schema, Table, normalise};

pub use change::{Change, PrimaryKey};

/// The changes that bring `live`, a database of this kind, in step with `declared`.
///
/// They stand in the order of the declared tables; within a table those of columns come first,
/// then of the key, uniques, checks, indexes and foreign keys. What differs and cannot be altered
/// is dropped and added. Tables that only the live database has come last.
pub fn compare(declared: &Schema, live: &Schema, kind: Kind) -> Vec<Change> {
    let mut changes = Vec::new();
    for (declared, live) in tables::pairs(declared, live, kind, &mut changes) {
        let mut live = normalise::comparable_live(live, kind);
        let mut declared = normalise::as_read_back(declared, kind);
        if kind == Kind::MySql {
            let keys = [live.foreign_keys.clone(), declared.foreign_keys.clone()].concat();
            normalise::drop_indexes_of_keys(&mut live, &keys);
            normalise::drop_indexes_of_keys(&mut declared, &keys);
        }
        columns::compare(&declared, &live, kind, &mut changes);
        keys::compare(&declared, &live, &mut changes);
        uniques::compare(&declared, &live, &mut changes);
        checks::compare(&declared, &live, kind, &mut changes);
        indexes::compare(&declared, &live, kind, &mut changes);
        foreign_keys::compare(&declared, &live, &mut changes);
    }
    tables::unknown(declared, live, kind, &mut changes);
    changes
}

/// Reports what only one side has: first the drops, then the additions.
fn unmatched<T: Clone>(
    declared: &[T],
    live: &[T],
    same: impl Fn(&T, &T) -> bool,
    drop_one: impl Fn(T) -> Change,
    add_one: impl Fn(T) -> Change,
    changes: &mut Vec<Change>,
) {
    let mut left: Vec<&T> = live.iter().collect();
    let mut missing = Vec::new();
    for wanted in declared {
        match left.iter().position(|found| same(wanted, found)) {
            Some(place) => drop(left.remove(place)),
            None => missing.push(wanted),
        }
    }
    changes.extend(left.into_iter().cloned().map(drop_one));
    changes.extend(missing.into_iter().cloned().map(add_one));
}

/// Whether two tables have the same name; SQLite does not tell capitals apart.
fn same_name(one: &Table, other: &Table, kind: Kind) -> bool {
    match kind {
        Kind::Sqlite => one.name.eq_ignore_ascii_case(&other.name),
        _ => one.name == other.name,
    }
}
