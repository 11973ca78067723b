//! The connection of a session, and the place from which each statement takes it.

use std::time::Duration;

use sea_orm::{DbErr, ExecResult, QueryResult, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Executor};
use sqlx::{MySqlConnection, PgConnection};
use tokio::sync::{Mutex, MutexGuard};

use crate::error::{exec, query, session_lost, sqlx_cause, unavailable};
use crate::retry::is_connection_lost;
use crate::sqlite::Dedicated;
use crate::{DatabaseUrl, Error, Options, mysql, postgres};

/// Distinct statements with values that a session of MySQL keeps prepared.
const PREPARED_STATEMENTS: usize = 16;

pub(super) enum Connection {
    Sqlite(Dedicated),
    Postgres(Box<PgConnection>),
    MySql(Box<MySqlConnection>),
}

impl Connection {
    pub(super) async fn open(url: &DatabaseUrl, options: &Options) -> Result<Self, Error> {
        if let DatabaseUrl::Sqlite(path) = url {
            return Ok(Connection::Sqlite(Dedicated::open(path, options).await?));
        }
        let patience = options.lock_timeout.max(Duration::from_secs(1));
        match tokio::time::timeout(patience, Self::open_on_server(url, options)).await {
            Ok(opened) => opened.map_err(|error| unavailable(url, &error)),
            Err(_) => Err(unavailable(url, &sqlx::Error::PoolTimedOut)),
        }
    }

    /// On PostgreSQL without a cache of prepared statements: they would outlive the tables that they
    /// know.
    async fn open_on_server(url: &DatabaseUrl, options: &Options) -> Result<Self, sqlx::Error> {
        match url {
            DatabaseUrl::Sqlite(_) => unreachable!("a file is on no server"),
            DatabaseUrl::Postgres(address) => {
                let address = postgres::connection_options(address, options)?;
                let connection = address.statement_cache_capacity(0).connect().await?;
                Ok(Connection::Postgres(Box::new(connection)))
            }
            DatabaseUrl::MySql(address) => {
                let address = mysql::connection_options(address)?;
                // MariaDB prepares a statement anew whose table has changed. Closing one is a packet
                // without an answer, and the packet after it waits 40 ms for Nagle's algorithm.
                let address = address.statement_cache_capacity(PREPARED_STATEMENTS);
                let mut connection = address.connect().await?;
                let settings = mysql::session_settings(options);
                // Without it an ALTER TABLE would wait a day for a forgotten transaction.
                let seconds = options.lock_timeout.as_secs().max(1);
                let settings = format!("{settings}; SET SESSION lock_wait_timeout = {seconds}");
                connection.execute(AssertSqlSafe(settings)).await?;
                Ok(Connection::MySql(Box::new(connection)))
            }
        }
    }

    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Connection::Sqlite(dedicated) => dedicated.execute(statement).await,
            Connection::Postgres(connection) => {
                let values = SqlxValues(statement.values.unwrap_or(sea_orm::Values(Vec::new())));
                sqlx::query_with(AssertSqlSafe(statement.sql), values)
                    .execute(connection.as_mut())
                    .await
                    .map(ExecResult::from)
                    .map_err(exec)
            }
            Connection::MySql(connection) if statement.values.is_none() => {
                mysql::run_script(connection, &statement.sql).await
            }
            Connection::MySql(connection) => mysql::run(connection, statement).await,
        }
    }

    pub(super) async fn execute_script(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Connection::Sqlite(dedicated) => dedicated.execute_script(sql).await,
            Connection::Postgres(connection) => connection
                .execute(AssertSqlSafe(sql.to_owned()))
                .await
                .map(ExecResult::from)
                .map_err(exec),
            Connection::MySql(connection) => mysql::run_script(connection, sql).await,
        }
    }

    pub(super) async fn query(
        &mut self,
        statement: Statement,
        limit: usize,
    ) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Connection::Sqlite(dedicated) => dedicated.query(statement, limit).await,
            Connection::Postgres(connection) => {
                let values = SqlxValues(statement.values.unwrap_or(sea_orm::Values(Vec::new())));
                let rows = sqlx::query_with(AssertSqlSafe(statement.sql), values)
                    .fetch_all(connection.as_mut())
                    .await
                    .map_err(query)?;
                Ok(rows.into_iter().map(QueryResult::from).collect())
            }
            Connection::MySql(connection) if statement.values.is_none() => {
                mysql::fetch_text(connection, &statement.sql).await
            }
            Connection::MySql(connection) => mysql::fetch_by_name(connection, statement).await,
        }
    }

    async fn close(self) {
        let closed = match self {
            Connection::Sqlite(dedicated) => {
                dedicated.close().await;
                Ok(())
            }
            Connection::Postgres(connection) => connection.close().await,
            Connection::MySql(connection) => connection.close().await,
        };
        if let Err(error) = closed {
            tracing::debug!(%error, "a session's connection was gone before it was closed");
        }
    }
}

/// Where the connection lies between two statements.
pub(super) struct Place(Mutex<State>);

enum State {
    Open(Connection),
    /// Why there is none any more.
    Gone(String),
}

/// The connection, taken out for one statement. It is gone, and with it what the server holds for
/// it, when the statement's future is dropped before [`Turn::end`].
pub(super) struct Turn<'place> {
    state: MutexGuard<'place, State>,
    connection: Connection,
}

impl Place {
    pub(super) fn new(connection: Connection) -> Self {
        Place(Mutex::new(State::Open(connection)))
    }

    pub(super) async fn turn(&self) -> Result<Turn<'_>, DbErr> {
        let mut state = self.0.lock().await;
        let meanwhile = State::Gone("a statement was abandoned before its end".to_owned());
        match std::mem::replace(&mut *state, meanwhile) {
            State::Open(connection) => Ok(Turn { state, connection }),
            State::Gone(reason) => {
                let lost = session_lost(&reason);
                *state = State::Gone(reason);
                Err(lost)
            }
        }
    }

    pub(super) async fn close(&self) {
        let closed = State::Gone("the session was closed".to_owned());
        let state = std::mem::replace(&mut *self.0.lock().await, closed);
        if let State::Open(connection) = state {
            connection.close().await;
        }
    }
}

impl Turn<'_> {
    pub(super) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Closes the connection after any failure: for a statement that must not leave its work undone.
    pub(super) fn end_or_close<T>(mut self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        match result {
            Err(error) if sqlx_cause(&error).is_none_or(|cause| !is_connection_lost(cause)) => {
                *self.state = State::Gone(format!("it was closed, after: {error}"));
                Err(error)
            }
            other => self.end(other),
        }
    }

    /// Puts the connection back, unless it is the connection that failed.
    pub(super) fn end<T>(mut self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &result
            && let Some(cause) = sqlx_cause(error)
            && is_connection_lost(cause)
        {
            let reason = cause.to_string();
            let lost = session_lost(&reason);
            *self.state = State::Gone(reason);
            return Err(lost);
        }
        *self.state = State::Open(self.connection);
        result
    }
}
