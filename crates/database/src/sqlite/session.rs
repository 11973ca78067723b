//! A connection lent to one unit at a time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use rusqlite::{Connection, Statement as Prepared};
use sea_orm::{DbBackend, DbErr, ExecResult, ProxyExecResult, ProxyRow, QueryResult, Statement};

use super::failure;
use super::values::{self, Reading};
use crate::Transaction;
use crate::error::transaction_over;
use crate::row::Row;
use crate::transaction::Connection as AnyConnection;

/// A thread's connection, with a counter that tells which unit holds it.
pub(super) struct SharedConnection {
    inner: Arc<Inner>,
}

struct Inner {
    connection: Mutex<Connection>,
    /// Odd while a unit holds the connection; moves on with each lending and taking back.
    turn: AtomicU64,
    /// How many statements units have run on it.
    statements: Arc<AtomicU64>,
}

/// The right to use the connection during one turn.
pub(crate) struct SqliteSession {
    inner: Arc<Inner>,
    turn: u64,
}

impl SharedConnection {
    /// A connection whose units' statements are counted here. Each has a counter of its own, so
    /// that threads do not wait for each other's.
    pub(super) fn new(connection: Connection, statements: Arc<AtomicU64>) -> Self {
        let inner = Inner {
            connection: Mutex::new(connection),
            turn: AtomicU64::new(0),
            statements,
        };
        SharedConnection {
            inner: Arc::new(inner),
        }
    }

    pub(super) fn with<T>(&self, use_connection: impl FnOnce(&Connection) -> T) -> T {
        use_connection(&self.inner.connection.lock())
    }

    pub(super) fn lend(&self) -> Transaction {
        let turn = self.inner.turn.fetch_add(1, Ordering::AcqRel) + 1;
        assert!(turn % 2 == 1, "a connection is lent to one unit at a time");
        Transaction::new(AnyConnection::Sqlite(SqliteSession {
            inner: self.inner.clone(),
            turn,
        }))
    }

    pub(super) fn take_back(&self) {
        // Waits for a statement that a leaked handle may be running on another thread.
        let _connection = self.inner.connection.lock();
        self.inner.turn.fetch_add(1, Ordering::AcqRel);
    }
}

impl SqliteSession {
    /// A connection that is nobody else's.
    pub(super) fn alone(connection: Connection) -> Self {
        let inner = Inner {
            connection: Mutex::new(connection),
            turn: AtomicU64::new(1),
            statements: Arc::default(),
        };
        SqliteSession {
            inner: Arc::new(inner),
            turn: 1,
        }
    }

    pub(crate) fn execute(&self, statement: &Statement) -> Result<ExecResult, DbErr> {
        self.with(|connection| {
            let changed = execute(connection, statement)
                .map_err(|error| failure::failed_execution(connection, statement, &error))?;
            // A statement that inserted nothing leaves the last id as it was, as on MySQL.
            let last_id = u64::try_from(connection.last_insert_rowid()).unwrap_or(0);
            Ok(ProxyExecResult::new(last_id, changed as u64).into())
        })
    }

    pub(crate) fn execute_script(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.with(|connection| {
            connection.execute_batch(sql).map_err(|error| {
                let statement = Statement::from_string(DbBackend::Sqlite, sql);
                failure::failed_execution(connection, &statement, &error)
            })?;
            Ok(ProxyExecResult::new(0, connection.changes()).into())
        })
    }

    pub(crate) fn query(
        &self,
        statement: &Statement,
        limit: usize,
    ) -> Result<Vec<QueryResult>, DbErr> {
        self.with(|connection| {
            query(connection, statement, limit)
                .map_err(|error| failure::failed_execution(connection, statement, &error))
        })
    }

    pub(crate) fn rows(&self, statement: &Statement) -> Result<Vec<Row>, DbErr> {
        self.with(|connection| {
            rows(connection, statement)
                .map_err(|error| failure::failed_execution(connection, statement, &error))
        })
    }

    fn with<T>(&self, run: impl FnOnce(&Connection) -> Result<T, DbErr>) -> Result<T, DbErr> {
        let connection = self.inner.connection.lock();
        if self.inner.turn.load(Ordering::Acquire) != self.turn {
            return Err(transaction_over());
        }
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
        run(&connection)
    }
}

fn execute(connection: &Connection, statement: &Statement) -> rusqlite::Result<usize> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    bind(&mut prepared, statement)?;
    prepared.raw_execute()
}

pub(super) fn query(
    connection: &Connection,
    statement: &Statement,
    limit: usize,
) -> rusqlite::Result<Vec<QueryResult>> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    bind(&mut prepared, statement)?;
    let mut columns: Vec<(String, Reading, usize)> = prepared
        .columns()
        .iter()
        .enumerate()
        .map(|(index, column)| {
            (
                column.name().to_owned(),
                Reading::of(column.decl_type()),
                index,
            )
        })
        .collect();
    // A map is built from sorted entries in one go, without a search per column and row.
    columns.sort_unstable();
    let mut rows = prepared.raw_query();
    let mut results = Vec::new();
    while let Some(row) = rows.next()? {
        let value = |(name, reading, index): &(String, Reading, usize)| {
            values::read(row.get_ref(*index)?, *reading, *index).map(|value| (name.clone(), value))
        };
        let values = columns
            .iter()
            .map(value)
            .collect::<rusqlite::Result<BTreeMap<_, _>>>()?;
        results.push(QueryResult::from(ProxyRow::new(values)));
        if results.len() == limit {
            break;
        }
    }
    Ok(results)
}

fn rows(connection: &Connection, statement: &Statement) -> rusqlite::Result<Vec<Row>> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    bind(&mut prepared, statement)?;
    let width = prepared.column_count();
    let mut rows = prepared.raw_query();
    let mut results = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..width).map(|index| row.get(index));
        results.push(Row::of_stored(values.collect::<rusqlite::Result<_>>()?));
    }
    Ok(results)
}

fn bind(prepared: &mut Prepared<'_>, statement: &Statement) -> rusqlite::Result<()> {
    let Some(bound) = &statement.values else {
        return Ok(());
    };
    for (index, value) in bound.0.iter().enumerate() {
        values::bind(prepared, index + 1, value)?;
    }
    Ok(())
}
