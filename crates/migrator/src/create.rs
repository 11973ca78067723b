//! Creating what is missing.

use mercer_database::{Database, Error, Kind, Transaction};
use sea_orm::{ConnectionTrait, Statement};

use crate::{Schema, render};

/// Creates the tables that the database lacks; returns their names.
///
/// On PostgreSQL and SQLite all of them appear in one transaction. MySQL commits each on its own,
/// so an interrupted run leaves some, and the next one adds the rest.
pub async fn create_missing(database: &Database, schema: &Schema) -> Result<Vec<String>, Error> {
    let schema = schema.clone();
    let kind = database.kind();
    let existing = database
        .read(move |transaction| existing_tables(transaction, kind))
        .await?;
    let missing: Vec<_> = schema
        .tables
        .into_iter()
        .filter(|table| !existing.contains(&table.name))
        .collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let names = missing.iter().map(|table| table.name.clone()).collect();
    let statements: Vec<String> = missing
        .iter()
        .flat_map(|table| render::create_table(table, kind))
        .collect();
    database
        .write(move |transaction| {
            let statements = statements.clone();
            async move {
                for statement in &statements {
                    transaction.execute_unprepared(statement).await?;
                }
                Ok::<(), Error>(())
            }
        })
        .await?;
    Ok(names)
}

async fn existing_tables(transaction: Transaction, kind: Kind) -> Result<Vec<String>, Error> {
    let sql = match kind {
        Kind::Sqlite => "SELECT name AS table_name FROM sqlite_schema WHERE type = 'table'",
        Kind::Postgres => {
            "SELECT table_name::text AS table_name FROM information_schema.tables \
             WHERE table_schema = current_schema()"
        }
        Kind::MySql => {
            "SELECT CONVERT(table_name USING utf8mb4) AS table_name \
             FROM information_schema.tables WHERE table_schema = database()"
        }
    };
    let backend = transaction.get_database_backend();
    let rows = transaction
        .query_all_raw(Statement::from_string(backend, sql))
        .await?;
    rows.iter()
        .map(|row| row.try_get::<String>("", "table_name").map_err(Error::from))
        .collect()
}
