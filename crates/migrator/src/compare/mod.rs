//! What brings a live database in step with the declarations, as data: one file per concern.
//!
//! Deliberately absent: the order of columns, an order in which the changes can be made and guesses
//! at renames (`plan`).

mod checks;
mod columns;
mod enums;
mod foreign_keys;
mod indexes;
mod keys;
mod renames;
mod tables;
mod uniques;

use mercer_database::Kind;

use crate::{BOOKKEEPING_TABLES, Operation, Schema, Table, normalise};

pub(crate) use columns::same_type;

/// The changes that bring `live`, a database of this kind, in step with `declared`.
///
/// First come the renames that the declarations tell of, then enum types, then each table in the
/// order of the declarations: its comment, columns, key, uniques, checks, indexes and foreign keys.
/// What differs and cannot be altered is dropped and added. Tables and types that only the live
/// database has come last. The migrator's own tables are passed over.
pub fn compare(declared: &Schema, live: &Schema, kind: Kind) -> Vec<Operation> {
    compare_renamed(declared, live, kind).0
}

/// Compares, and also answers the live schema as it is once the renames are made.
pub(crate) fn compare_renamed(
    declared: &Schema,
    live: &Schema,
    kind: Kind,
) -> (Vec<Operation>, Schema) {
    let declared = without_bookkeeping(declared);
    let mut live = without_bookkeeping(live);
    let mut changes = renames::make(&declared, &mut live, kind);
    enums::compare(&declared, &live, kind, &mut changes);
    for (original, live) in tables::pairs(&declared, &live, kind, &mut changes) {
        let mut live = normalise::comparable(live, kind);
        let mut declared = normalise::comparable(original, kind);
        // The live table may be written in other capitals.
        live.name.clone_from(&declared.name);
        if kind == Kind::MySql {
            let keys = [live.foreign_keys.clone(), declared.foreign_keys.clone()].concat();
            normalise::drop_indexes_of_keys(&mut live, &keys);
            normalise::drop_indexes_of_keys(&mut declared, &keys);
        }
        tables::comments(&declared, &live, kind, &mut changes);
        columns::compare(&declared, &live, kind, &mut changes);
        keys::compare(&declared, &live, original.clustered, kind, &mut changes);
        uniques::compare(&declared, &live, kind, &mut changes);
        checks::compare(&declared, &live, kind, &mut changes);
        indexes::compare(&declared, &live, kind, &mut changes);
        foreign_keys::compare(&declared, &live, kind, &mut changes);
    }
    tables::unknown(&declared, &live, kind, &mut changes);
    enums::unknown(&declared, &live, kind, &mut changes);
    (changes, live)
}

fn without_bookkeeping(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    let own = |table: &Table| BOOKKEEPING_TABLES.contains(&table.name.as_str());
    schema.tables.retain(|table| !own(table));
    schema
}

/// What only one side has: first that of the live one, then that of the declared.
fn differing<'a, T>(
    declared: &'a [T],
    live: &'a [T],
    same: impl Fn(&T, &T) -> bool,
) -> (Vec<&'a T>, Vec<&'a T>) {
    let mut left: Vec<&T> = live.iter().collect();
    let mut missing = Vec::new();
    for wanted in declared {
        match left.iter().position(|found| same(wanted, found)) {
            Some(place) => drop(left.remove(place)),
            None => missing.push(wanted),
        }
    }
    (left, missing)
}

/// Reports what only one side has: first the drops, then the additions.
fn unmatched<T: Clone>(
    declared: &[T],
    live: &[T],
    same: impl Fn(&T, &T) -> bool,
    drop_one: impl Fn(T) -> Operation,
    add_one: impl Fn(T) -> Operation,
    changes: &mut Vec<Operation>,
) {
    let (left, missing) = differing(declared, live, same);
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
