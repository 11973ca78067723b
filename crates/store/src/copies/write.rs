//! Rows into a table of the target.

use mercer_database::Session;
use mercer_migrator::{ColumnType, Table};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::CopyError;
use super::order::filled_later;
use super::read::Rows;
use crate::bulk::{self, quoted};

/// Writes whole rows; what refers to the table itself stays empty.
pub(super) async fn rows(
    target: &Session,
    table: &Table,
    rows: Vec<Vec<Value>>,
) -> Result<(), CopyError> {
    let backend = target.get_database_backend();
    let later = filled_later(table);
    let columns: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    let casts: Vec<Option<&str>> = table
        .columns
        .iter()
        .map(|column| match (&column.column_type, backend) {
            // It is read as text, which PostgreSQL does not take for a number by itself.
            (ColumnType::Decimal(..), DbBackend::Postgres) => Some("NUMERIC"),
            _ => None,
        })
        .collect();
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for row in rows {
        for (value, column) in row.into_iter().zip(&columns) {
            values.push(if later.contains(column) {
                value.as_null()
            } else {
                value
            });
        }
    }
    bulk::insert_named(target, &table.name, &columns, &casts, "", values).await?;
    Ok(())
}

/// Fills what refers to the table itself, now that all of its rows are there.
pub(super) async fn references_to_itself(
    source: &Session,
    target: &Session,
    table: &Table,
) -> Result<(), CopyError> {
    let later = filled_later(table);
    if later.is_empty() {
        return Ok(());
    }
    let backend = target.get_database_backend();
    let mut rows = Rows::of(source, table)?;
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    loop {
        let page = rows.next().await?;
        if page.is_empty() {
            return Ok(());
        }
        for row in page {
            for (name, at) in later.iter().filter_map(|name| Some((name, place(name)?))) {
                if row[at] == row[at].as_null() {
                    continue;
                }
                let mut values = vec![row[at].clone()];
                let mut conditions = Vec::new();
                for (key, at) in table.primary_key.iter().zip(rows.key()) {
                    values.push(row[*at].clone());
                    conditions.push(format!(
                        "{} = {}",
                        quoted(key, backend),
                        numbered(values.len(), backend)
                    ));
                }
                let sql = format!(
                    "UPDATE {} SET {} = {} WHERE {}",
                    quoted(&table.name, backend),
                    quoted(name, backend),
                    numbered(1, backend),
                    conditions.join(" AND ")
                );
                let update = Statement::from_sql_and_values(backend, sql, values);
                target.execute_raw(update).await?;
            }
        }
    }
}

fn numbered(place: usize, backend: DbBackend) -> String {
    if backend == DbBackend::Postgres {
        format!("${place}")
    } else {
        "?".to_owned()
    }
}

/// Lets the next row be numbered behind those that came with their numbers. SQLite and MySQL see
/// to that themselves.
pub(super) async fn number_on(target: &Session, table: &Table) -> Result<(), CopyError> {
    let backend = target.get_database_backend();
    let [key] = table.primary_key.as_slice() else {
        return Ok(());
    };
    if backend != DbBackend::Postgres || !table.identity {
        return Ok(());
    }
    let (name, column) = (quoted(&table.name, backend), quoted(key, backend));
    let sql = format!(
        "SELECT setval(pg_get_serial_sequence('{name}', '{key}'), \
         COALESCE(MAX({column}), 1), MAX({column}) IS NOT NULL) AS n FROM {name}"
    );
    target
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    Ok(())
}
