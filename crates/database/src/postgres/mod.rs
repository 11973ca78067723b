//! PostgreSQL, over sqlx's driver.

mod session;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _, PgTransaction, SqlSafeStr};

pub(crate) use session::{PostgresReader, PostgresSession};

use crate::error::unavailable;
use crate::position::{NoPosition, Position};
use crate::retry::{Committing, Policy, Server, Sight, diagnose_commit};
use crate::transaction::Connection;
use crate::{DatabaseUrl, Error, Options, Transaction};

const BEGIN_SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// How long a connection to a replica is waited for, when the primary could answer.
const LAZY_PATIENCE: Duration = Duration::from_millis(500);

/// Whether a server is a replica that has replayed its primary's log up to a place, and is at most
/// ten seconds behind: it is receiving, and has replayed all that it received or something that
/// was committed just now.
const FOLLOWS: &str = "SELECT pg_is_in_recovery() \
    AND COALESCE(pg_last_wal_replay_lsn() >= CAST(CAST($1 AS TEXT) AS pg_lsn), $1 IS NULL) \
    AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver) \
    AND (COALESCE(pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn(), FALSE) \
        OR COALESCE(now() - pg_last_xact_replay_timestamp() < INTERVAL '10 seconds', FALSE))";

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: PgPool,
    policy: Arc<Policy>,
}

impl Postgres {
    pub(crate) async fn connect(
        url: &DatabaseUrl,
        address: &str,
        options: &Options,
    ) -> Result<Self, Error> {
        let unavailable = |error: sqlx::Error| unavailable(url, &error);
        let connection = connection_options(address, options).map_err(unavailable)?;
        // The pool would try a refused connection again and again, and then only say that it timed
        // out; one plain connection says what is wrong.
        let patience = options.lock_timeout.max(Duration::from_secs(1));
        match tokio::time::timeout(patience, connection.connect()).await {
            Ok(first) => drop(first.map_err(unavailable)?.close().await),
            Err(_) => return Err(unavailable(sqlx::Error::PoolTimedOut)),
        }
        let pool = PgPoolOptions::new()
            .max_connections(options.pool_size)
            .acquire_timeout(patience)
            .test_before_acquire(false)
            .connect_with(connection)
            .await
            .map_err(unavailable)?;
        Ok(Self::over(pool, options))
    }

    /// A server that need not be there before the first statement.
    pub(crate) fn connect_lazily(
        url: &DatabaseUrl,
        address: &str,
        options: &Options,
    ) -> Result<Self, Error> {
        let connection =
            connection_options(address, options).map_err(|error| unavailable(url, &error))?;
        let pool = PgPoolOptions::new()
            .max_connections(options.pool_size)
            .acquire_timeout(LAZY_PATIENCE)
            .test_before_acquire(false)
            .connect_lazy_with(connection);
        Ok(Self::over(pool, options))
    }

    fn over(pool: PgPool, options: &Options) -> Self {
        Postgres {
            pool,
            policy: Arc::new(Policy::of(options)),
        }
    }

    /// How far the log has been written; whatever was committed before is in front of it.
    pub(crate) async fn position(&self) -> Result<Position, Error> {
        let sql = "SELECT CAST(pg_current_wal_lsn() AS TEXT)";
        let told: String = sqlx::query_scalar(sql)
            .fetch_one(&self.pool)
            .await
            .map_err(|error| Error::from(session::query(error)))?;
        let position = told.parse();
        position.map_err(|error: NoPosition| Error::Other(DbErr::Type(error.to_string())))
    }

    /// A connection to this replica that shows everything up to there, for reading; `None` if it
    /// has not come so far, or does not follow its primary.
    pub(crate) async fn on_replica(
        &self,
        after: Option<Position>,
        sight: Sight,
    ) -> Result<Option<Transaction>, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        let follows: bool = sqlx::query_scalar(FOLLOWS)
            .bind(after.map(|position| position.to_string()))
            .fetch_one(&mut *connection)
            .await?;
        if !follows {
            return Ok(None);
        }
        let connection = match sight {
            Sight::Latest => {
                let reader = PostgresReader::with(self.pool.clone(), connection);
                Connection::PostgresReader(reader)
            }
            // Only now: what the replica has replayed is in the snapshot.
            Sight::Snapshot => {
                let begin = SqlSafeStr::into_sql_str(BEGIN_SNAPSHOT);
                let transaction = sqlx::Transaction::begin(connection, Some(begin)).await?;
                Connection::Postgres(PostgresSession::new(transaction))
            }
        };
        Ok(Some(Transaction::new(connection)))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    async fn take(transaction: &Transaction) -> Result<PgTransaction<'static>, Error> {
        let Connection::Postgres(session) = &transaction.session.connection else {
            unreachable!("a PostgreSQL server is handed back its own transactions only");
        };
        session.take().await.ok_or(Error::TransactionOver)
    }
}

/// How every connection is opened, with its session's settings.
pub(crate) fn connection_options(
    address: &str,
    options: &Options,
) -> Result<PgConnectOptions, sqlx::Error> {
    let lock_timeout = format!("{}ms", options.lock_timeout.as_millis());
    let mut settings = vec![
        ("lock_timeout", lock_timeout),
        ("timezone", "UTC".to_owned()),
    ];
    if !options.durable {
        settings.push(("synchronous_commit", "off".to_owned()));
    }
    let options = address
        .parse::<PgConnectOptions>()?
        .application_name("mercer")
        .options(settings)
        .statement_cache_capacity(256)
        .disable_statement_logging();
    Ok(options)
}

impl Server for Postgres {
    fn policy(&self) -> &Policy {
        &self.policy
    }

    async fn begin(&self, sight: Sight) -> Result<Transaction, DbErr> {
        let transaction = match sight {
            Sight::Latest => self.pool.begin().await,
            Sight::Snapshot => self.pool.begin_with(BEGIN_SNAPSHOT).await,
        };
        let transaction = transaction.map_err(session::query)?;
        Ok(Transaction::new(Connection::Postgres(
            PostgresSession::new(transaction),
        )))
    }

    fn reader(&self) -> Transaction {
        let reader = PostgresReader::new(self.pool.clone());
        Transaction::new(Connection::PostgresReader(reader))
    }

    async fn commit(&self, transaction: Transaction) -> Result<(), Committing> {
        let transaction = Self::take(&transaction).await.map_err(Committing::Failed)?;
        transaction
            .commit()
            .await
            .map_err(|error| diagnose_commit(&session::query(error)))
    }

    async fn rollback(&self, transaction: Transaction) {
        if let Ok(transaction) = Self::take(&transaction).await
            && let Err(error) = transaction.rollback().await
        {
            tracing::debug!(%error, "a rollback failed; the connection is dropped with it");
        }
    }
}
