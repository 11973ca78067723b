//! MySQL and MariaDB, over sqlx's driver with sea-query-sqlx binding the values.
//!
//! SeaORM 2.0.4 does not compile with `proxy` and its own `sqlx-mysql` together; the day it does,
//! this driver goes.

mod rows;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DbErr, ExecResult, ProxyExecResult, QueryResult, Statement, Value};
use sea_query_sqlx::SqlxValues;
use sqlx::mysql::{MySqlConnectOptions, MySqlPool, MySqlPoolOptions, MySqlQueryResult, MySqlRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Executor, MySqlConnection, Row as _};
use tokio::sync::Mutex;

use crate::error::{exec, query, transaction_over, unavailable};
use crate::retry::{Committing, Policy, Server, Sight, diagnose_commit};
use crate::row::Row;
use crate::transaction::Connection;
use crate::{DatabaseUrl, Error, Options, Transaction};

#[derive(Clone)]
pub(crate) struct MySql {
    pool: MySqlPool,
    policy: Arc<Policy>,
}

/// The connection of one unit; empty once the unit has ended.
pub(crate) struct MySqlSession(Mutex<Option<sqlx::Transaction<'static, sqlx::MySql>>>);

/// Statements outside a transaction, each on a pooled connection.
pub(crate) struct MySqlReader(MySqlPool);

impl MySql {
    pub(crate) async fn connect(
        url: &DatabaseUrl,
        address: &str,
        options: &Options,
    ) -> Result<Self, Error> {
        let unavailable = |error: sqlx::Error| unavailable(url, &error);
        let connection = connection_options(address).map_err(unavailable)?;
        let mut settings = session_settings(options);
        // The pool would try a refused connection again and again, and then only say that it timed
        // out; one plain connection says what is wrong.
        let patience = options.lock_timeout.max(Duration::from_secs(1));
        let first = match tokio::time::timeout(patience, connection.connect()).await {
            Ok(first) => first.map_err(unavailable)?,
            Err(_) => return Err(unavailable(sqlx::Error::PoolTimedOut)),
        };
        if is_in_cluster(first).await.map_err(unavailable)? {
            settings.push_str(SEE_THE_CLUSTER);
        }
        let pool = MySqlPoolOptions::new()
            .max_connections(options.pool_size)
            .acquire_timeout(patience)
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let settings = settings.clone();
                Box::pin(async move { connection.execute(AssertSqlSafe(settings)).await.map(drop) })
            })
            .connect_with(connection)
            .await
            .map_err(unavailable)?;
        Ok(MySql {
            pool,
            policy: Arc::new(Policy::of(options)),
        })
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    async fn take(
        transaction: &Transaction,
    ) -> Result<sqlx::Transaction<'static, sqlx::MySql>, Error> {
        let Connection::MySql(session) = &transaction.session.connection else {
            unreachable!("a MySQL server is handed back its own transactions only");
        };
        session.0.lock().await.take().ok_or(Error::TransactionOver)
    }
}

impl MySql {
    async fn begin_snapshot(&self) -> Result<sqlx::Transaction<'static, sqlx::MySql>, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        connection
            .execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            .await?;
        let begin = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
        let begin = sqlx::SqlSafeStr::into_sql_str(begin);
        sqlx::Transaction::<'static, sqlx::MySql>::begin(connection, Some(begin)).await
    }
}

/// A node of a Galera cluster shows a change of another node some milliseconds after that one has
/// answered. With this a transaction, or a statement by itself, begins when the node has caught up.
const SEE_THE_CLUSTER: &str = "; SET SESSION wsrep_sync_wait = 1";

/// Whether the server is a node of a Galera cluster.
async fn is_in_cluster(mut connection: MySqlConnection) -> Result<bool, sqlx::Error> {
    let told = connection
        .fetch_optional("SHOW SESSION VARIABLES LIKE 'wsrep_on'")
        .await?;
    let is_on = match told {
        Some(row) => row.try_get::<String, _>(1)? == "ON",
        None => false,
    };
    drop(connection.close().await);
    Ok(is_on)
}

/// How every connection is opened; [`session_settings`] come first on it.
pub(crate) fn connection_options(address: &str) -> Result<MySqlConnectOptions, sqlx::Error> {
    let options = address
        .parse::<MySqlConnectOptions>()?
        .charset("utf8mb4")
        .collation("utf8mb4_bin")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    Ok(options)
}

pub(crate) fn session_settings(options: &Options) -> String {
    let seconds = options.lock_timeout.as_secs().max(1);
    format!(
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; \
         SET SESSION innodb_lock_wait_timeout = {seconds}, time_zone = '+00:00', \
         sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,\
         NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT'"
    )
}

impl Server for MySql {
    fn policy(&self) -> &Policy {
        &self.policy
    }

    async fn begin(&self, sight: Sight) -> Result<Transaction, DbErr> {
        let transaction = match sight {
            Sight::Latest => self.pool.begin().await,
            Sight::Snapshot => self.begin_snapshot().await,
        };
        let transaction = transaction.map_err(query)?;
        Ok(Transaction::new(Connection::MySql(MySqlSession(
            Mutex::new(Some(transaction)),
        ))))
    }

    fn reader(&self) -> Transaction {
        Transaction::new(Connection::MySqlReader(MySqlReader(self.pool.clone())))
    }

    async fn commit(&self, transaction: Transaction) -> Result<(), Committing> {
        let transaction = Self::take(&transaction).await.map_err(Committing::Failed)?;
        transaction
            .commit()
            .await
            .map_err(|error| diagnose_commit(&query(error)))
    }

    async fn rollback(&self, transaction: Transaction) {
        if let Ok(transaction) = Self::take(&transaction).await
            && let Err(error) = transaction.rollback().await
        {
            tracing::debug!(%error, "a rollback failed; the connection is dropped with it");
        }
    }
}

impl MySqlSession {
    /// Rolls back what is left of a unit that panicked. A late user who is at this very moment in
    /// a statement keeps the connection until its end, and then meets the closed handle.
    pub(crate) fn end(&self) {
        if let Ok(mut slot) = self.0.try_lock() {
            drop(slot.take());
        }
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut slot = self.0.lock().await;
        run(slot.as_mut().ok_or_else(transaction_over)?, statement).await
    }

    pub(crate) async fn execute_script(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut slot = self.0.lock().await;
        run_script(slot.as_mut().ok_or_else(transaction_over)?, sql).await
    }

    pub(crate) async fn query(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut slot = self.0.lock().await;
        let connection = slot.as_mut().ok_or_else(transaction_over)?;
        fetch(connection, statement, rows::by_name).await
    }

    pub(crate) async fn rows(&self, statement: Statement) -> Result<Vec<Row>, DbErr> {
        let mut slot = self.0.lock().await;
        let connection = slot.as_mut().ok_or_else(transaction_over)?;
        fetch(connection, statement, rows::by_position).await
    }
}

impl MySqlReader {
    pub(crate) async fn query(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut connection = self.0.acquire().await.map_err(query)?;
        fetch(&mut connection, statement, rows::by_name).await
    }

    pub(crate) async fn rows(&self, statement: Statement) -> Result<Vec<Row>, DbErr> {
        let mut connection = self.0.acquire().await.map_err(query)?;
        fetch(&mut connection, statement, rows::by_position).await
    }
}

pub(crate) async fn run(
    connection: &mut MySqlConnection,
    statement: Statement,
) -> Result<ExecResult, DbErr> {
    sqlx::query_with(AssertSqlSafe(statement.sql), bound(statement.values))
        .execute(connection)
        .await
        .map(|result| executed(&result))
        .map_err(exec)
}

pub(crate) async fn run_script(
    connection: &mut MySqlConnection,
    sql: &str,
) -> Result<ExecResult, DbErr> {
    connection
        .execute(AssertSqlSafe(sql.to_owned()))
        .await
        .map(|result| executed(&result))
        .map_err(exec)
}

/// Runs a query and hands out its rows by name.
pub(crate) async fn fetch_by_name(
    connection: &mut MySqlConnection,
    statement: Statement,
) -> Result<Vec<QueryResult>, DbErr> {
    fetch(connection, statement, rows::by_name).await
}

async fn fetch<R>(
    connection: &mut MySqlConnection,
    statement: Statement,
    decode: fn(&MySqlRow) -> Result<R, sqlx::Error>,
) -> Result<Vec<R>, DbErr> {
    let rows = sqlx::query_with(AssertSqlSafe(statement.sql), bound(statement.values))
        .fetch_all(connection)
        .await
        .map_err(query)?;
    rows.iter().map(|row| decode(row).map_err(query)).collect()
}

/// Reads the rows of a statement without values, which is not prepared.
pub(crate) async fn fetch_text(
    connection: &mut MySqlConnection,
    sql: &str,
) -> Result<Vec<QueryResult>, DbErr> {
    let rows = connection
        .fetch_all(AssertSqlSafe(sql.to_owned()))
        .await
        .map_err(query)?;
    rows.iter()
        .map(|row| rows::by_name(row).map_err(query))
        .collect()
}

/// UTC times are sent as the DATETIME that their columns are. sqlx would send a TIMESTAMP, which
/// MariaDB turns into NULL when it is outside that type's narrow range of years.
fn bound(values: Option<sea_orm::Values>) -> SqlxValues {
    let mut values = values.map_or_else(Vec::new, |values| values.0);
    for value in &mut values {
        if let Value::ChronoDateTimeUtc(time) = value {
            *value = Value::ChronoDateTime(time.map(|time| time.naive_utc()));
        }
    }
    SqlxValues(sea_orm::Values(values))
}

fn executed(result: &MySqlQueryResult) -> ExecResult {
    ProxyExecResult::new(result.last_insert_id(), result.rows_affected()).into()
}
