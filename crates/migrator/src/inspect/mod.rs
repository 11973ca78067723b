//! Reads the tables of a live database into the schema model.
//!
//! Deliberately absent: views, triggers, sequences, comments, enum types, exclusion constraints,
//! DEFERRABLE and NOT VALID, INCLUDE columns, and tables of other PostgreSQL schemas.

mod mysql;
mod postgres;
mod rows;
mod sqlite;
mod sqlite_text;

use mercer_database::{Database, Error, Kind};

use crate::{Schema, Table};

/// Reads every table of the current database (of PostgreSQL's current schema), in the order of
/// their names.
///
/// A type that the model does not know is carried as the database's own text, and so are checks,
/// defaults, predicates and expressions.
pub async fn inspect(database: &Database) -> Result<Schema, Error> {
    let kind = database.kind();
    let tables = database
        .snapshot(move |transaction| async move {
            match kind {
                Kind::Sqlite => sqlite::tables(&transaction).await,
                Kind::Postgres => postgres::tables(&transaction).await,
                Kind::MySql => mysql::tables(&transaction).await,
            }
        })
        .await?;
    Ok(Schema { tables })
}

/// A table of which only the name is known yet.
fn unread(name: &str) -> Table {
    Table::with_columns(name, Vec::new(), &[])
}

/// The table with this name, if it is one of those that are read.
fn of_name<'a>(tables: &'a mut [Table], name: &str) -> Option<&'a mut Table> {
    tables.iter_mut().find(|table| table.name == name)
}
