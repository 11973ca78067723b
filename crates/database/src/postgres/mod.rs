//! PostgreSQL, through SeaORM's own sqlx driver.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use sea_orm::{AccessMode, DatabaseConnection, DbErr, IsolationLevel, TransactionTrait};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _};

use crate::retry::{Committing, Policy, Server, Sight, diagnose_commit};
use crate::transaction::Connection;
use crate::{DatabaseUrl, Error, Options, Transaction};

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: DatabaseConnection,
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
        let lock_timeout = format!("{}ms", options.lock_timeout.as_millis());
        let mut settings = vec![
            ("lock_timeout", lock_timeout),
            ("timezone", "UTC".to_owned()),
        ];
        if !options.durable {
            settings.push(("synchronous_commit", "off".to_owned()));
        }
        let connection = address
            .parse::<PgConnectOptions>()
            .map_err(unavailable)?
            .application_name("mercer")
            .options(settings)
            .statement_cache_capacity(256)
            .disable_statement_logging();
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
            pool: DatabaseConnection::from(pool),
            policy: Arc::new(policy),
        })
    }

    pub(crate) async fn close(&self) {
        self.pool.get_postgres_connection_pool().close().await;
    }

    fn take(transaction: &Transaction) -> Result<sea_orm::DatabaseTransaction, Error> {
        let Connection::Postgres(slot) = &transaction.session.connection else {
            unreachable!("a PostgreSQL server is handed back its own transactions only");
        };
        let taken = slot.lock().take().ok_or(Error::TransactionOver)?;
        // A unit that lent its transaction to a task which still runs cannot be committed.
        Arc::try_unwrap(taken).map_err(|_| Error::TransactionOver)
    }
}

impl Server for Postgres {
    fn policy(&self) -> &Policy {
        &self.policy
    }

    async fn begin(&self, sight: Sight) -> Result<Transaction, DbErr> {
        let transaction = match sight {
            Sight::Latest => self.pool.begin().await?,
            Sight::Snapshot => {
                let isolation = Some(IsolationLevel::RepeatableRead);
                let access = Some(AccessMode::ReadOnly);
                self.pool.begin_with_config(isolation, access).await?
            }
        };
        Ok(Transaction::new(Connection::Postgres(Mutex::new(Some(
            Arc::new(transaction),
        )))))
    }

    fn reader(&self) -> Transaction {
        Transaction::new(Connection::PostgresReader(self.pool.clone()))
    }

    async fn commit(&self, transaction: Transaction) -> Result<(), Committing> {
        let transaction = Self::take(&transaction).map_err(Committing::Failed)?;
        transaction
            .commit()
            .await
            .map_err(|error| diagnose_commit(&error))
    }

    async fn rollback(&self, transaction: Transaction) {
        if let Ok(transaction) = Self::take(&transaction)
            && let Err(error) = transaction.rollback().await
        {
            tracing::debug!(%error, "a rollback failed; the connection is dropped with it");
        }
    }
}
