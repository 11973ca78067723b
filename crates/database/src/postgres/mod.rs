//! PostgreSQL, over sqlx's driver.

mod session;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _, PgTransaction};

pub(crate) use session::{PostgresReader, PostgresSession};

use crate::retry::{Committing, Policy, Server, Sight, diagnose_commit};
use crate::transaction::Connection;
use crate::{DatabaseUrl, Error, Options, Transaction};

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
        let unavailable = |error: sqlx::Error| Error::Unavailable {
            url: url.to_string(),
            reason: match error {
                sqlx::Error::PoolTimedOut => "it does not answer in time".to_owned(),
                other => other.to_string(),
            },
        };
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
        let policy = Policy {
            attempts: options.attempts,
            retry_for: options.retry_for,
            pool_size: options.pool_size,
        };
        Ok(Postgres {
            pool,
            policy: Arc::new(policy),
        })
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
            Sight::Snapshot => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                self.pool.begin_with(begin).await
            }
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
