//! Reads a live database into the schema model.
//!
//! What a table has and the model has no words for (DEFERRABLE, STRICT, partitioning and so on) is
//! told in [`crate::Unmodelled`].
//!
//! Deliberately absent: sequences of their own, the names of primary keys and of NOT NULL, ignored
//! indexes of MariaDB, and what belongs to other PostgreSQL schemas or to an extension.

mod mysql;
mod mysql_columns;
mod mysql_unmodelled;
mod postgres;
mod postgres_unmodelled;
mod rows;
mod sqlite;
mod sqlite_text;

use mercer_database::{Database, Error, Kind};
use sea_orm::ConnectionTrait;

use crate::{ColumnType, Schema, Table, Text, Unmodelled};

/// Reads every table, view and enum type of the current database (of PostgreSQL's current schema),
/// in the order of their names, within a transaction of its own.
///
/// A type that the model does not know is carried as the database's own text, and so are checks,
/// defaults, predicates and expressions.
pub async fn inspect(database: &Database) -> Result<Schema, Error> {
    let kind = database.kind();
    database
        .snapshot(move |transaction| async move { inspect_connection(&transaction, kind).await })
        .await
}

/// Reads what [`inspect`] reads over a connection that is there already, in its transaction if it
/// has one. Without one, a change that another makes meanwhile may be seen in part.
pub async fn inspect_connection<C: ConnectionTrait>(
    connection: &C,
    kind: Kind,
) -> Result<Schema, Error> {
    match kind {
        Kind::Sqlite => sqlite::schema(connection).await,
        Kind::Postgres => postgres::schema(connection).await,
        Kind::MySql => mysql::schema(connection).await,
    }
}

/// A table of which only the name is known yet.
fn unread(name: &str) -> Table {
    Table::with_columns(name, Vec::new(), &[])
}

/// The table with this name, if it is one of those that are read.
fn of_name<'a>(tables: &'a mut [Table], name: &str) -> Option<&'a mut Table> {
    tables.iter_mut().find(|table| table.name == name)
}

/// Reads `decimal(10,2)`, where the database calls the type `name`.
fn decimal(text: &str, name: &str) -> Option<ColumnType> {
    let (digits, after) = parameters(text, name)?.split_once(',')?;
    let number = |text: &str| text.trim().parse().ok();
    Some(ColumnType::Decimal(number(digits)?, number(after)?))
}

/// Reads the number of `varchar(40)`, where the database calls the type `name`.
fn length(text: &str, name: &str) -> Option<u32> {
    parameters(text, name)?.trim().parse().ok()
}

fn parameters<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(name)?.trim_start();
    rest.strip_prefix('(')?.strip_suffix(')')
}

/// Rows that tell the name of something and the statement that made it.
async fn texts<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<Vec<Text>, Error> {
    let text = |row: &rows::Row| {
        let (name, sql) = (row.text("name")?, row.text("create_text")?);
        Ok(Text { name, sql })
    };
    let rows = rows::query(connection, sql).await?;
    rows.iter().map(text).collect()
}

/// Adds the triggers that these rows tell to their tables.
async fn triggers<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
    tables: &mut [Table],
) -> Result<(), Error> {
    for row in rows::query(connection, sql).await? {
        if let Some(table) = of_name(tables, &row.text("table_name")?) {
            let (name, sql) = (row.text("name")?, row.text("create_text")?);
            table.triggers.push(Text { name, sql });
        }
    }
    Ok(())
}

/// Adds what these rows tell, which the model has no words for, to its tables.
async fn unmodelled<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
    tables: &mut [Table],
) -> Result<(), Error> {
    for row in rows::query(connection, sql).await? {
        if let Some(table) = of_name(tables, &row.text("table_name")?) {
            let (part, words) = (row.text("part")?, row.text("words")?);
            table.unmodelled.push(Unmodelled { part, words });
        }
    }
    Ok(())
}
