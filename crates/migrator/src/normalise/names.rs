//! Tables of both sides without what their database does not tell apart.

use mercer_database::Kind;

use crate::{Action, ColumnType, ForeignKey, Table, Unique};

/// PostgreSQL cuts longer names off.
const LONGEST_POSTGRES_NAME: usize = 63;

/// Whether a database of this kind would call both alike.
pub(crate) fn same_name(one: &str, other: &str, kind: Kind) -> bool {
    let kept = |name: &str| name.floor_char_boundary(LONGEST_POSTGRES_NAME);
    match kind {
        Kind::Postgres => one[..kept(one)] == other[..kept(other)],
        _ => one == other,
    }
}

/// Whether two foreign keys are one, called alike.
pub(crate) fn same_key(one: &ForeignKey, other: &ForeignKey, kind: Kind) -> bool {
    // MySQL refuses at once in both cases.
    let action = |action| match (kind, action) {
        (Kind::MySql, Action::NoAction) => Action::Restrict,
        _ => action,
    };
    same_name(&one.name, &other.name, kind)
        && one.columns == other.columns
        && one.parent == other.parent
        && one.parent_columns == other.parent_columns
        && action(one.on_delete) == action(other.on_delete)
        && action(one.on_update) == action(other.on_update)
}

/// The table in the form in which both sides of a comparison are equal if the database would read
/// the same back.
pub(crate) fn comparable(table: &Table, kind: Kind) -> Table {
    let mut table = table.clone();
    for column in &mut table.columns {
        let is_only_key = table.primary_key == [column.name.clone()];
        let is_row_number =
            is_only_key && (table.identity || column.column_type == ColumnType::Integer);
        if table.primary_key.contains(&column.name)
            // SQLite alone lets a key be NULL, unless it is where the row is stored.
            && (kind != Kind::Sqlite || table.clustered || is_row_number)
        {
            column.nullable = false;
        }
        if kind == Kind::Sqlite && is_only_key && table.identity {
            column.column_type = ColumnType::BigInteger;
        }
    }
    if kind != Kind::Sqlite {
        table.clustered = false;
    }
    if kind == Kind::MySql {
        unique_indexes_as_constraints(&mut table);
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
