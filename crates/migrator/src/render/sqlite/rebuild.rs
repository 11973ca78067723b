//! Making an SQLite table anew, for what ALTER TABLE cannot do.
//!
//! The new table gets another name until the rows are in it and the old one is gone. Dropping a
//! table deletes its rows first, and their children with them, unless `PRAGMA foreign_keys` is
//! off. That pragma does nothing within a transaction, so whoever runs these statements turns it
//! off before BEGIN, and runs `PRAGMA foreign_key_check` before COMMIT.
//!
//! `PRAGMA legacy_alter_table`, which works at any time, is on for the one renaming: otherwise it
//! fails on every view and trigger that mentions the table that is not there at this moment. Views
//! and the triggers of other tables stay as they are, and so do the foreign keys of children, which
//! hold the name. That they can still be used is seen at the end ([`probe`]).
//!
//! A table with something that the model has no words for is not rebuilt, for it would be gone.

use mercer_database::Kind;

use super::super::create_table::table_alone;
use super::super::quotes::{quoted, quoted_list, text};
use super::super::{RenderError, Statement, indexes, types, unmodelled};
use super::{probe, row_id};
use crate::replay::{find, is_generated, without_table};
use crate::{Column, Schema, Table};

const KIND: Kind = Kind::Sqlite;

/// The statements that give the table its new form, with all its rows.
pub(super) fn rebuild(
    before_all: &Schema,
    after_all: &Schema,
    table: &str,
) -> Result<Vec<Statement>, RenderError> {
    let (before, after) = (find(before_all, table)?, find(after_all, table)?);
    unmodelled::keep_all(before, KIND)?;
    let new = under_construction(after);
    let (old_name, new_name) = (quoted(&before.name, KIND), quoted(&new.name, KIND));
    let mut sql = vec![table_alone(&new, "", KIND), copy(before, &new)];
    if before.identity && after.identity {
        // The copied rows set the counter to the greatest number there is; it may have been beyond.
        let (old, new) = (text(&before.name, KIND), text(&new.name, KIND));
        sql.push(format!("DELETE FROM sqlite_sequence WHERE name = {new}"));
        sql.push(format!(
            "INSERT INTO sqlite_sequence (name, seq) \
             SELECT {new}, seq FROM sqlite_sequence WHERE name = {old}"
        ));
    }
    sql.push(format!("DROP TABLE {old_name}"));
    sql.push("PRAGMA legacy_alter_table = ON".to_owned());
    sql.push(format!("ALTER TABLE {new_name} RENAME TO {old_name}"));
    sql.push("PRAGMA legacy_alter_table = OFF".to_owned());
    let created = |index| indexes::create(&before.name, index, "", KIND);
    sql.extend(after.indexes.iter().map(created));
    sql.extend(after.triggers.iter().map(|trigger| trigger.sql.clone()));
    sql.extend(probe::statements(after_all, after));
    Ok(sql.into_iter().map(Statement::new).collect())
}

/// The table with its other name, which its expressions must not mention.
fn under_construction(after: &Table) -> Table {
    let mut new = after.clone();
    new.name = format!("mercer_rebuild_{}", after.name);
    for check in &mut new.checks {
        check.expression = without_table(&check.expression, &after.name, KIND);
    }
    for column in &mut new.columns {
        if let Some(default) = &mut column.default {
            *default = without_table(default, &after.name, KIND);
        }
    }
    new
}

/// The columns that both have, and the rows' own numbers where no column holds them.
fn copy(before: &Table, new: &Table) -> String {
    let is_stored = |column: &Column| !column.default.as_deref().is_some_and(is_generated);
    let was_there = |column: &&Column| before.columns.iter().any(|old| old.name == column.name);
    let columns: Vec<String> = new
        .columns
        .iter()
        .filter(|column| is_stored(column))
        .filter(was_there)
        .map(|column| column.name.clone())
        .collect();
    let list = quoted_list(&columns, KIND);
    let (mut into, mut from) = (list.clone(), list);
    if let (Some(old), Some(number)) = (row_id(before), row_id(new))
        && !key_is_row_id(new)
    {
        into = format!("{number}, {into}");
        from = format!("{old}, {from}");
    }
    format!(
        "INSERT INTO {} ({into}) SELECT {from} FROM {}",
        quoted(&new.name, KIND),
        quoted(&before.name, KIND)
    )
}

/// Whether the key's column is another name for the row's number.
fn key_is_row_id(table: &Table) -> bool {
    let [key] = &table.primary_key[..] else {
        return false;
    };
    let mut columns = table.columns.iter();
    let column = columns.find(|column| column.name == *key);
    table.identity
        || column.is_some_and(|column| {
            types::type_name(&column.column_type, KIND).eq_ignore_ascii_case("integer")
        })
}
