//! Running a unit on a server: begin, run, commit, and again after a lost conflict.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::Rng;
use sea_orm::DbErr;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

use crate::error::sqlx_cause;
use crate::unit::AnyUnit;
use crate::{Error, Options, Transaction};

/// What a failed statement means for the unit that issued it.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// The transaction lost a conflict, or its connection before COMMIT; nothing was stored and
    /// the whole unit may run again.
    Conflict,
    /// A lock was not granted in time, and will not be soon.
    LockTimeout,
    /// Anything else. The unit must not commit.
    Failed(Error),
}

/// A server that can run a unit in a transaction.
pub(crate) trait Server: Clone + Send + Sync + 'static {
    fn policy(&self) -> &Policy;
    fn begin(&self, sight: Sight) -> impl Future<Output = Result<Transaction, DbErr>> + Send;
    /// Lends statements outside a transaction, each on a connection of its own.
    fn reader(&self) -> Transaction;
    fn commit(
        &self,
        transaction: Transaction,
    ) -> impl Future<Output = Result<(), Committing>> + Send;
    fn rollback(&self, transaction: Transaction) -> impl Future<Output = ()> + Send;
}

/// What a transaction sees of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Each statement sees what was committed before it.
    Latest,
    /// All statements see the same moment, and may only read.
    Snapshot,
}

/// Why a COMMIT did not succeed.
#[derive(Debug)]
pub(crate) enum Committing {
    /// The server rolled the transaction back because of a conflict.
    Conflict,
    /// It failed, or its outcome is unknown.
    Failed(Error),
}

#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) attempts: u32,
    pub(crate) retry_for: Duration,
    pub(crate) pool_size: u32,
}

impl Policy {
    pub(crate) fn of(options: &Options) -> Self {
        Policy {
            attempts: options.attempts,
            retry_for: options.retry_for,
            pool_size: options.pool_size,
        }
    }
}

/// Runs the unit in a task of its own, so that it ends even when the caller goes away.
///
/// `Ok` when the unit ended as it wanted to: its transaction is committed, or rolled back because
/// the unit itself failed.
pub(crate) async fn detached<S: Server>(server: S, unit: Arc<dyn AnyUnit>) -> Result<(), Error> {
    let running = async move { with_retries(&server, &*unit).await };
    tokio::spawn(running).await.unwrap_or_else(|failure| {
        Err(match failure.try_into_panic() {
            Ok(panic) => Error::UnitPanicked {
                message: panic_message(panic.as_ref()),
            },
            Err(_) => Error::Closed,
        })
    })
}

async fn with_retries<S: Server>(server: &S, unit: &dyn AnyUnit) -> Result<(), Error> {
    let started = Instant::now();
    let policy = server.policy();
    for attempt in 1..=policy.attempts.max(1) {
        match once(server, unit).await {
            Attempt::Done(result) => return result,
            Attempt::Busy => return Err(busy(attempt, started)),
            Attempt::Again => {}
        }
        let pause = full_jitter(attempt);
        if attempt == policy.attempts || started.elapsed() + pause > policy.retry_for {
            return Err(busy(attempt, started));
        }
        tracing::debug!(attempt, ?pause, "a unit lost a conflict and runs again");
        tokio::time::sleep(pause).await;
    }
    Err(busy(policy.attempts, started))
}

enum Attempt {
    Done(Result<(), Error>),
    Again,
    Busy,
}

async fn once<S: Server>(server: &S, unit: &dyn AnyUnit) -> Attempt {
    let transaction = match begin_alive(server, Sight::Latest).await {
        Ok(transaction) => transaction,
        Err(error) => return Attempt::Done(Err(error)),
    };
    let _closing = EndOnDrop(transaction.clone());
    let wants_commit = unit.run(transaction.clone()).await;
    let trouble = transaction.take_trouble();
    if !wants_commit || trouble.is_some() {
        // MySQL's lock-wait timeout (1205) undoes only the statement: the transaction has to
        // be rolled back before it may run again.
        server.rollback(transaction).await;
        return match trouble {
            Some(Trouble::Conflict) => Attempt::Again,
            Some(Trouble::LockTimeout) => Attempt::Busy,
            // It swallowed the failure of a statement.
            Some(Trouble::Failed(error)) if wants_commit => Attempt::Done(Err(error)),
            Some(Trouble::Failed(_)) | None => Attempt::Done(Ok(())),
        };
    }
    match server.commit(transaction).await {
        Ok(()) => Attempt::Done(Ok(())),
        Err(Committing::Conflict) => Attempt::Again,
        Err(Committing::Failed(error)) => Attempt::Done(Err(error)),
    }
}

/// Runs a reading unit inside one snapshot.
pub(crate) async fn snapshot<S: Server>(server: &S, unit: &dyn AnyUnit) -> Result<(), Error> {
    let started = Instant::now();
    let transaction = begin_alive(server, Sight::Snapshot).await?;
    let _closing = EndOnDrop(transaction.clone());
    let succeeded = unit.run(transaction.clone()).await;
    let trouble = transaction.take_trouble();
    server.rollback(transaction).await;
    match trouble {
        Some(Trouble::Failed(error)) if succeeded => Err(error),
        Some(Trouble::Conflict | Trouble::LockTimeout) if succeeded => Err(busy(1, started)),
        _ => Ok(()),
    }
}

/// Runs a reading unit, and again while it only meets connections that died in the pool.
pub(crate) async fn read<S: Server>(server: &S, unit: &dyn AnyUnit) -> Result<(), Error> {
    let started = Instant::now();
    let policy = server.policy();
    let mut attempt = 1;
    loop {
        let transaction = server.reader();
        let _closing = EndOnDrop(transaction.clone());
        let succeeded = unit.run(transaction.clone()).await;
        match transaction.take_trouble() {
            Some(Trouble::Conflict)
                if attempt <= policy.pool_size && started.elapsed() < policy.retry_for =>
            {
                attempt += 1;
            }
            Some(Trouble::Conflict | Trouble::LockTimeout) => return Err(busy(attempt, started)),
            Some(Trouble::Failed(error)) if succeeded => return Err(error),
            Some(Trouble::Failed(_)) | None => return Ok(()),
        }
    }
}

/// Begins on a connection that lives. After a restart of the server all pooled connections are
/// dead, and each is found out, and thrown away, by its own BEGIN: none of them is an attempt.
async fn begin_alive<S: Server>(server: &S, sight: Sight) -> Result<Transaction, Error> {
    let started = Instant::now();
    let mut dead = 0;
    loop {
        match server.begin(sight).await {
            Ok(transaction) => return Ok(transaction),
            Err(error)
                if dead < server.policy().pool_size
                    && sqlx_cause(&error).is_some_and(is_connection_lost) =>
            {
                dead += 1;
                tracing::debug!(%error, dead, "a pooled connection had died");
            }
            Err(error) => {
                return Err(match diagnose(&error) {
                    Trouble::Failed(error) => error,
                    Trouble::Conflict | Trouble::LockTimeout => busy(1, started),
                });
            }
        }
    }
}

/// Closes a transaction to late users even when its unit panics.
pub(crate) struct EndOnDrop(pub(crate) Transaction);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Reads out of a failed statement whether its unit may run again.
pub(crate) fn diagnose(error: &DbErr) -> Trouble {
    let Some(cause) = sqlx_cause(error) else {
        return Trouble::Failed(Error::from(error.clone()));
    };
    match cause {
        // Before COMMIT a lost connection has certainly stored nothing.
        _ if is_connection_lost(cause) => Trouble::Conflict,
        sqlx::Error::Database(cause) => {
            if let Some(failure) = cause.try_downcast_ref::<PgDatabaseError>() {
                match failure.code() {
                    "40001" | "40P01" => return Trouble::Conflict,
                    "55P03" => return Trouble::LockTimeout,
                    _ => {}
                }
            } else if let Some(failure) = cause.try_downcast_ref::<MySqlDatabaseError>() {
                // Deadlock, lock wait timeout, record changed since read.
                if matches!(failure.number(), 1213 | 1205 | 1020) {
                    return Trouble::Conflict;
                }
            }
            Trouble::Failed(Error::from(error.clone()))
        }
        // All connections are in use, or the server is gone.
        sqlx::Error::PoolTimedOut => Trouble::LockTimeout,
        _ => Trouble::Failed(Error::from(error.clone())),
    }
}

/// Whether the connection is gone, or about to go.
pub(crate) fn is_connection_lost(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(cause) => {
            if let Some(failure) = cause.try_downcast_ref::<PgDatabaseError>() {
                let code = failure.code();
                // Connection exceptions; shutdown and ended sessions; idle too long in a transaction.
                code.starts_with("08") || code.starts_with("57P") || code == "25P03"
            } else if let Some(failure) = cause.try_downcast_ref::<MySqlDatabaseError>() {
                // Server shutting down; MariaDB: connection killed; MySQL: idle for too long; a node
                // that has lost its cluster.
                matches!(failure.number(), 1053 | 1927 | 4031 | 1047)
            } else {
                false
            }
        }
        _ => false,
    }
}

/// Sorts the error of a COMMIT into conflict, failure and unknown.
pub(crate) fn diagnose_commit(error: &DbErr) -> Committing {
    let cause = match sqlx_cause(error) {
        Some(sqlx_error @ sqlx::Error::Database(cause))
            if !is_connection_lost(sqlx_error) && !is_last_word(cause.as_ref()) =>
        {
            cause
        }
        _ => {
            return Committing::Failed(Error::CommitUnknown {
                reason: error.to_string(),
            });
        }
    };
    if matches!(diagnose(error), Trouble::Conflict) {
        return Committing::Conflict;
    }
    Committing::Failed(match Error::from(error.clone()) {
        violation @ Error::Constraint(_) => violation,
        _ => Error::CommitFailed {
            reason: cause.to_string(),
        },
    })
}

/// Whether a server said so while it fell. PostgreSQL writes its log before it syncs it: a COMMIT
/// whose sync failed is told as a panic, and is found in the log when the server is up again.
fn is_last_word(cause: &dyn sqlx::error::DatabaseError) -> bool {
    if let Some(failure) = cause.try_downcast_ref::<PgDatabaseError>() {
        return matches!(failure.severity(), PgSeverity::Panic | PgSeverity::Fatal);
    }
    // MySQL: an error during COMMIT.
    let failure = cause.try_downcast_ref::<MySqlDatabaseError>();
    failure.is_some_and(|failure| failure.number() == 1180)
}

fn busy(attempts: u32, started: Instant) -> Error {
    Error::Busy {
        attempts,
        elapsed: started.elapsed(),
    }
}

/// A random pause up to a bound that doubles with each attempt: 10, 20, 40, .. milliseconds.
fn full_jitter(attempt: u32) -> Duration {
    let bound_ms = 10_u64 << attempt.min(8);
    Duration::from_millis(rand::rng().random_range(0..bound_ms))
}

pub(crate) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
