//! The tables in which a database remembers what was done to it.
//!
//! `mercer_revisions` has a row for every applied revision, so that a changed file is noticed
//! wherever it stands; `mercer_revision_steps` is the [`journal`](super::journal).

use mercer_database::{Error, Kind, Session};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::render::create_table;
use crate::{BOOKKEEPING_TABLES, Column, ColumnType, Table};

/// The table of applied revisions.
pub(super) const REVISIONS: &str = BOOKKEEPING_TABLES[0];
/// The journal of operations.
pub(super) const STEPS: &str = BOOKKEEPING_TABLES[1];

/// Creates the bookkeeping tables where they are missing; tells whether any was.
pub async fn ensure_bookkeeping(session: &Session) -> Result<bool, Error> {
    let mut created = false;
    let there = tables(session).await?;
    for table in [revisions(), steps()] {
        if !there.contains(&table.name) {
            for statement in create_table(&table, session.kind()) {
                session.execute_unprepared(&statement).await?;
            }
            created = true;
        }
    }
    Ok(created)
}

/// Drops the bookkeeping tables, for a database that is to be as it was before.
pub async fn drop_bookkeeping(session: &Session) -> Result<(), Error> {
    for table in BOOKKEEPING_TABLES {
        let sql = format!("DROP TABLE IF EXISTS {table}");
        session.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// The statements that create both tables.
pub(super) fn create_statements(kind: Kind) -> Vec<String> {
    let tables = [revisions(), steps()];
    tables
        .iter()
        .flat_map(|table| create_table(table, kind))
        .collect()
}

fn revisions() -> Table {
    let columns = vec![
        Column::new("revision", ColumnType::Text(64), false),
        Column::new("hash", ColumnType::Text(64), false),
        Column::new("message", ColumnType::LongText, false),
        Column::new("applied_at", ColumnType::Timestamp, false),
        Column::new("took_milliseconds", ColumnType::BigInteger, false),
    ];
    Table::with_columns(REVISIONS, columns, &["revision"])
}

fn steps() -> Table {
    let columns = vec![
        Column::new("revision", ColumnType::Text(64), false),
        Column::new("direction", ColumnType::Text(4), false),
        Column::new("operation", ColumnType::BigInteger, false),
        Column::new("hash", ColumnType::Text(64), false),
        Column::new("statements", ColumnType::LongText, false),
        Column::new("done", ColumnType::BigInteger, false),
        Column::new("fingerprint", ColumnType::Text(64), true),
    ];
    Table::with_columns(STEPS, columns, &["revision", "direction", "operation"])
}

/// The names of all tables.
pub(super) async fn tables<C: ConnectionTrait>(session: &C) -> Result<Vec<String>, Error> {
    let sql = match session.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name AS table_name FROM sqlite_schema WHERE type = 'table' \
             AND substr(name, 1, 7) <> 'sqlite_'"
        }
        DbBackend::Postgres => {
            "SELECT c.relname::text AS table_name FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')"
        }
        _ => {
            "SELECT CONVERT(table_name USING utf8mb4) AS table_name \
             FROM information_schema.tables \
             WHERE table_schema = database() AND table_type = 'BASE TABLE'"
        }
    };
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let rows = session.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| row.try_get::<String>("", "table_name").map_err(Error::from))
        .collect()
}
