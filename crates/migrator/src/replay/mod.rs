//! What a schema looks like after an operation.
//!
//! Deliberately absent: any database, and what `sql` operations do. Rows are not part of a schema,
//! so inserting, deleting and filling them changes nothing.

mod columns;
mod constraints;
mod enums;
mod mentions;
mod tables;
#[cfg(test)]
mod tests;

use mercer_database::Kind;

use crate::{Operation, Schema, Table};

pub(crate) use columns::is_generated;
pub(crate) use mentions::{mentions, without_table};

/// Why an operation does not fit the schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(
    missing_docs,
    reason = "the messages say what the variants and fields are"
)]
pub enum ReplayError {
    #[error("there is no table {table}; create it in an earlier operation or correct the name")]
    NoTable { table: String },
    #[error("a table {table} exists already; choose another name or drop that one first")]
    TableExists { table: String },
    #[error("{child} refers to {table} with {key}; drop that foreign key first")]
    TableInUse {
        table: String,
        child: String,
        key: String,
    },
    #[error("{table} has no column {column}; correct the name or add it in an earlier operation")]
    NoColumn { table: String, column: String },
    #[error("{table} has a column {column} already; choose another name or drop that one first")]
    ColumnExists { table: String, column: String },
    #[error("{table}.{column} is used by {user}; drop that first")]
    ColumnInUse {
        table: String,
        column: String,
        user: String,
    },
    #[error("this operation changes {table}.{from} into {to}; use rename_column for the name")]
    NameChanged {
        table: String,
        from: String,
        to: String,
    },
    #[error("{table} has no {what} {name}; correct the name or add it in an earlier operation")]
    Missing {
        table: String,
        what: &'static str,
        name: String,
    },
    #[error("{table} has a {what} {name} already; choose another name or drop that one first")]
    Exists {
        table: String,
        what: &'static str,
        name: String,
    },
    #[error("there is no enum type {name}; create it in an earlier operation or correct the name")]
    NoEnum { name: String },
    #[error("an enum type {name} exists already; choose another name or drop that one first")]
    EnumExists { name: String },
}

/// Changes the schema as the operation changes a database. On an error the schema is as it was.
pub fn replay(schema: &mut Schema, operation: &Operation) -> Result<(), ReplayError> {
    replay_on(schema, operation, None)
}

/// The same for a schema whose expressions are in the words of one database.
pub(crate) fn replay_on(
    schema: &mut Schema,
    operation: &Operation,
    kind: Option<Kind>,
) -> Result<(), ReplayError> {
    let mut changed = schema.clone();
    apply(&mut changed, operation, kind)?;
    *schema = changed;
    Ok(())
}

fn apply(
    schema: &mut Schema,
    operation: &Operation,
    kind: Option<Kind>,
) -> Result<(), ReplayError> {
    use constraints as on;
    let has_enums = !matches!(kind, Some(Kind::Sqlite | Kind::MySql));
    match operation {
        Operation::CreateEnum(_) | Operation::DropEnum(_) | Operation::AlterEnum { .. }
            if !has_enums =>
        {
            Ok(())
        }
        Operation::CreateTable(table) => tables::create(schema, table),
        Operation::DropTable(table) => tables::drop(schema, &table.name),
        Operation::RenameTable { from, to } => tables::rename(schema, from, to, kind),
        Operation::SetTableComment { table, to, .. } => {
            of_name(schema, table)?.comment.clone_from(to);
            Ok(())
        }
        Operation::AddColumn { table, column } => columns::add(of_name(schema, table)?, column),
        Operation::DropColumn { table, column } => columns::drop(schema, table, &column.name, kind),
        Operation::AlterColumn { table, from, to } => {
            columns::alter(of_name(schema, table)?, from, to)
        }
        Operation::RenameColumn { table, from, to } => {
            columns::rename(schema, table, from, to, kind)
        }
        Operation::AlterPrimaryKey { table, to, .. } => on::alter_key(of_name(schema, table)?, to),
        Operation::AddUnique { table, unique } => on::add_unique(of_name(schema, table)?, unique),
        Operation::DropUnique { table, unique } => on::drop_unique(of_name(schema, table)?, unique),
        Operation::AddCheck { table, check } => on::add_check(of_name(schema, table)?, check),
        Operation::DropCheck { table, check } => on::drop_check(of_name(schema, table)?, check),
        Operation::AddIndex { table, index, .. } => on::add_index(of_name(schema, table)?, index),
        Operation::DropIndex { table, index, .. } => {
            on::drop_index(of_name(schema, table)?, &index.name)
        }
        Operation::RenameIndex { table, from, to } => {
            on::rename_index(of_name(schema, table)?, &from.name, to)
        }
        Operation::AddForeignKey { table, key } => on::add_foreign_key(schema, table, key),
        Operation::DropForeignKey { table, key } => {
            on::drop_foreign_key(of_name(schema, table)?, key)
        }
        Operation::CreateEnum(named) => enums::create(schema, named),
        Operation::DropEnum(named) => enums::drop(schema, &named.name),
        Operation::AlterEnum { from, to } => enums::alter(schema, &from.name, to),
        Operation::InsertRows(rows) | Operation::DeleteRows(rows) => {
            let table = of_name(schema, &rows.table)?;
            let mut columns = rows.columns.iter().chain(&rows.key);
            columns.try_for_each(|column| columns::known(table, column))
        }
        Operation::Backfill(backfill) => of_name(schema, &backfill.table).map(|_| ()),
        Operation::Sql(_) => Ok(()),
    }
}

/// The table's place. SQLite does not tell capitals apart, and a live one may have others than the
/// revision; on the servers the exact name is found first.
pub(crate) fn place(tables: &[Table], name: &str) -> Option<usize> {
    let exact = tables.iter().position(|table| table.name == name);
    exact.or_else(|| {
        tables
            .iter()
            .position(|table| table.name.eq_ignore_ascii_case(name))
    })
}

/// The table with this name.
pub(crate) fn find<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, ReplayError> {
    place(&schema.tables, name)
        .map(|place| &schema.tables[place])
        .ok_or_else(|| no_table(name))
}

fn of_name<'a>(schema: &'a mut Schema, name: &str) -> Result<&'a mut Table, ReplayError> {
    match place(&schema.tables, name) {
        Some(place) => Ok(&mut schema.tables[place]),
        None => Err(no_table(name)),
    }
}

fn no_table(name: &str) -> ReplayError {
    ReplayError::NoTable {
        table: name.to_owned(),
    }
}
