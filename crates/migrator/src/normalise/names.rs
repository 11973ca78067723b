//! A declared table as its database will read it back, and a live one ready to be compared.

use mercer_database::Kind;

use crate::{Action, ForeignKey, Table, Unique};

/// PostgreSQL cuts longer names off.
const LONGEST_POSTGRES_NAME: usize = 63;

/// The declared table in the form in which a fresh one is read back.
pub(crate) fn as_read_back(table: &Table, kind: Kind) -> Table {
    let mut table = table.clone();
    for column in &mut table.columns {
        if table.primary_key.contains(&column.name) {
            column.nullable = false;
        }
    }
    if kind == Kind::Postgres {
        let uniques = table.uniques.iter_mut().map(|unique| &mut unique.name);
        let checks = table.checks.iter_mut().map(|check| &mut check.name);
        let indexes = table.indexes.iter_mut().map(|index| &mut index.name);
        let keys = table.foreign_keys.iter_mut().map(|key| &mut key.name);
        for name in uniques.chain(checks).chain(indexes).chain(keys) {
            name.truncate(name.floor_char_boundary(LONGEST_POSTGRES_NAME));
        }
    }
    without_indifference(table, kind)
}

/// The live table as it is compared.
pub(crate) fn comparable_live(live: &Table, kind: Kind) -> Table {
    without_indifference(live.clone(), kind)
}

/// Takes out what a database does not tell apart.
fn without_indifference(mut table: Table, kind: Kind) -> Table {
    if kind != Kind::Sqlite {
        table.clustered = false;
    }
    if kind == Kind::MySql {
        unique_indexes_as_constraints(&mut table);
        for key in &mut table.foreign_keys {
            for action in [&mut key.on_delete, &mut key.on_update] {
                if *action == Action::NoAction {
                    *action = Action::Restrict;
                }
            }
        }
    }
    table
}

/// On MySQL a foreign key without an index of its own gets one of the same name, which stays when
/// the key is dropped. Takes it out; `keys` are those of both sides.
pub(crate) fn drop_indexes_of_keys(table: &mut Table, keys: &[ForeignKey]) {
    table.indexes.retain(|index| {
        let columns = index.plain_columns();
        let made = |key: &ForeignKey| {
            !index.unique && index.name == key.name && columns.as_ref() == Some(&key.columns)
        };
        !keys.iter().any(made)
    });
}

/// On MySQL a unique index over whole columns and a unique constraint are one thing.
pub(crate) fn unique_indexes_as_constraints(table: &mut Table) {
    for index in std::mem::take(&mut table.indexes) {
        match index.plain_columns().filter(|_| index.unique) {
            Some(columns) => table.uniques.push(Unique {
                name: index.name,
                columns,
            }),
            None => table.indexes.push(index),
        }
    }
}
