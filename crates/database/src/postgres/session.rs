//! Statements on PostgreSQL: SeaORM's values in, SeaORM's rows out, sqlx in between.
//!
//! SeaORM's own transaction is deliberately not used: it copies the text and the values of every
//! statement, and wraps sqlx's futures in several more. An order has nine round trips, each with
//! little work, and feels it.

use std::sync::Arc;

use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool, PgTransaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::error::transaction_over;

/// The connection of one unit; empty once the unit has ended.
pub(crate) struct PostgresSession(Mutex<Option<PgTransaction<'static>>>);

/// Statements outside a transaction, on a connection that the first one takes from the pool: the
/// pool tests a connection whenever it comes back, which is a round trip.
pub(crate) struct PostgresReader {
    pool: PgPool,
    connection: Mutex<Option<PoolConnection<sqlx::Postgres>>>,
}

impl PostgresSession {
    pub(super) fn new(transaction: PgTransaction<'static>) -> Self {
        PostgresSession(Mutex::new(Some(transaction)))
    }

    pub(super) async fn take(&self) -> Option<PgTransaction<'static>> {
        self.0.lock().await.take()
    }

    /// Rolls back what is left of a unit that panicked. A late user who is at this very moment in
    /// a statement keeps the connection until its end, and then meets the closed handle.
    pub(crate) fn end(&self) {
        if let Ok(mut slot) = self.0.try_lock() {
            drop(slot.take());
        }
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut slot = self.0.lock().await;
        let connection = slot.as_mut().ok_or_else(transaction_over)?;
        (**connection)
            .execute(bound(statement))
            .await
            .map(ExecResult::from)
            .map_err(exec)
    }

    pub(crate) async fn execute_script(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut slot = self.0.lock().await;
        let connection = slot.as_mut().ok_or_else(transaction_over)?;
        (**connection)
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .map(ExecResult::from)
            .map_err(exec)
    }

    pub(crate) async fn query(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut slot = self.0.lock().await;
        fetch(slot.as_mut().ok_or_else(transaction_over)?, statement).await
    }
}

impl PostgresReader {
    pub(super) fn new(pool: PgPool) -> Self {
        PostgresReader {
            pool,
            connection: Mutex::new(None),
        }
    }

    /// A reader that has its connection already.
    pub(super) fn with(pool: PgPool, connection: PoolConnection<sqlx::Postgres>) -> Self {
        PostgresReader {
            pool,
            connection: Mutex::new(Some(connection)),
        }
    }

    /// Gives the connection back to the pool.
    pub(crate) fn end(&self) {
        if let Ok(mut slot) = self.connection.try_lock() {
            drop(slot.take());
        }
    }

    pub(crate) async fn query(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut slot = self.connection().await?;
        fetch(slot.as_mut().ok_or_else(transaction_over)?, statement).await
    }

    async fn connection(
        &self,
    ) -> Result<MutexGuard<'_, Option<PoolConnection<sqlx::Postgres>>>, DbErr> {
        let mut slot = self.connection.lock().await;
        if slot.is_none() {
            *slot = Some(self.pool.acquire().await.map_err(query)?);
        }
        Ok(slot)
    }
}

async fn fetch(
    connection: &mut PgConnection,
    statement: Statement,
) -> Result<Vec<QueryResult>, DbErr> {
    let rows = connection.fetch_all(bound(statement)).await;
    let rows = rows.map_err(query)?;
    Ok(rows.into_iter().map(QueryResult::from).collect())
}

fn bound(statement: Statement) -> sqlx::query::Query<'static, sqlx::Postgres, SqlxValues> {
    let values = statement.values.unwrap_or(sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn exec(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
}

pub(super) fn query(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}
