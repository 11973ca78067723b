//! Copy every table of a store into an empty one.

use mercer_database::{DatabaseUrl, Kind, Session};
use mercer_migrator::{Schema, Table};
use sea_orm::{ConnectionTrait, Statement};

use super::checksum::Checksum;
use super::compare::of_table;
use super::order::parents_first;
use super::read::Rows;
use super::{CopyError, write};
use crate::bulk::quoted;

/// A table that was copied.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of its rows, the same in both.
    pub checksum: String,
}

/// How far a copy is.
#[derive(Clone, Debug)]
pub struct CopyProgress<'a> {
    /// The table that is being copied.
    pub table: &'a str,
    /// Rows of all tables so far.
    pub rows: u64,
}

/// Copies every table of the schema into a database that has these tables and no rows, whose
/// revisions are those of the source. All of it is committed together, when each table was read
/// back and found the same.
///
/// # Errors
/// Whatever fails, the target stays empty and the source as it is.
pub async fn copy(
    from: &DatabaseUrl,
    to: &DatabaseUrl,
    schema: &Schema,
    mut progress: impl FnMut(CopyProgress<'_>) + Send,
) -> Result<Vec<Copied>, CopyError> {
    if from == to {
        return Err(CopyError::Itself(to.to_string()));
    }
    let source = Session::open(from).await?;
    let target = Session::open(to).await?;
    // A session that is closed rolls back what it has not committed.
    let copied = copy_in(&source, &target, schema, &mut progress).await;
    source.close().await;
    target.close().await;
    copied
}

async fn copy_in(
    source: &Session,
    target: &Session,
    schema: &Schema,
    progress: &mut (impl FnMut(CopyProgress<'_>) + Send),
) -> Result<Vec<Copied>, CopyError> {
    let tables = parents_first(schema)?;
    source.begin_snapshot().await?;
    let begin = match target.kind() {
        Kind::Sqlite => "BEGIN IMMEDIATE",
        Kind::Postgres => "BEGIN",
        Kind::MySql => "START TRANSACTION",
    };
    target.execute_unprepared(begin).await?;
    for table in &tables {
        refuse_rows(target, table).await?;
    }
    let mut rows = 0;
    let mut read = Vec::with_capacity(tables.len());
    for table in &tables {
        read.push(table_in(source, target, table, &mut rows, progress).await?);
    }
    let mut copied = Vec::with_capacity(tables.len());
    for (table, of_source) in tables.iter().zip(read) {
        if of_table(target, table).await? != of_source {
            return Err(CopyError::Different(table.name.clone()));
        }
        let (rows, checksum) = of_source;
        copied.push(Copied {
            table: table.name.clone(),
            rows,
            checksum,
        });
        write::number_on(target, table).await?;
    }
    target.execute_unprepared("COMMIT").await?;
    source.end_snapshot().await?;
    Ok(copied)
}

async fn refuse_rows(target: &Session, table: &Table) -> Result<(), CopyError> {
    let backend = target.get_database_backend();
    let sql = format!("SELECT COUNT(*) AS n FROM {}", quoted(&table.name, backend));
    let row = target
        .query_one_raw(Statement::from_sql_and_values(backend, sql, []))
        .await?;
    let rows = match row {
        Some(row) => row.try_get::<i64>("", "n")?,
        None => 0,
    };
    if rows == 0 {
        return Ok(());
    }
    Err(CopyError::NotEmpty {
        target: target.url().to_string(),
        table: table.name.clone(),
        rows,
    })
}

/// Copies one table; returns the count and the checksum of what was read.
async fn table_in(
    source: &Session,
    target: &Session,
    table: &Table,
    rows: &mut u64,
    progress: &mut (impl FnMut(CopyProgress<'_>) + Send),
) -> Result<(u64, String), CopyError> {
    let mut pages = Rows::of(source, table)?;
    let mut checksum = Checksum::default();
    loop {
        let page = pages.next().await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            checksum.add(row);
        }
        *rows += page.len() as u64;
        write::rows(target, table, page).await?;
        progress(CopyProgress {
            table: &table.name,
            rows: *rows,
        });
    }
    write::references_to_itself(source, target, table).await?;
    Ok(checksum.finish())
}
