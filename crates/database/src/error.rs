//! What can go wrong between the store and its database.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

use crate::constraint::{self, ConstraintViolation};

/// An error of the data layer. Every message says what happened and what to do next.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The address could not be understood.
    #[error(
        "the database address {url:?} is not valid: {reason}; write sqlite:PATH, \
         postgres://USER:PASSWORD@HOST/DATABASE or mysql://USER:PASSWORD@HOST/DATABASE"
    )]
    InvalidUrl {
        /// The address, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The embedded file does not exist and was not to be created.
    #[error("there is no database at {}; `mercer demo` or `mercer serve` creates one", path.display())]
    FileMissing {
        /// The missing file.
        path: PathBuf,
    },
    /// The embedded file exists but is something else.
    #[error("{} is not an SQLite database; choose another path", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The embedded file, or its folder, cannot be written.
    #[error("{} is read-only; make the file and its folder writable by this user", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The server cannot be reached or refuses the sign-in.
    #[error("cannot connect to {url}: {reason}")]
    Unavailable {
        /// The address, without its password.
        url: String,
        /// What the driver said.
        reason: String,
    },
    /// The SQLite library is one with a known corruption bug.
    #[error("SQLite {version} can corrupt a WAL database; 3.51.3 or later is needed")]
    SqliteTooOld {
        /// The version found.
        version: String,
    },
    /// A constraint of the database refused a row.
    #[error(transparent)]
    Constraint(#[from] ConstraintViolation),
    /// Other transactions were in the way for too long; nothing was changed.
    #[error("the database is busy (tried {attempts} times in {elapsed:?}); try again")]
    Busy {
        /// How often the unit ran.
        attempts: u32,
        /// From the first attempt to giving up.
        elapsed: Duration,
    },
    /// The COMMIT failed: nothing of the unit was stored.
    #[error("the database could not commit, nothing was stored: {reason}")]
    CommitFailed {
        /// What the database said.
        reason: String,
    },
    /// The connection was lost during COMMIT: the unit may or may not have been stored.
    #[error("the connection was lost during commit; look whether the change is there: {reason}")]
    CommitUnknown {
        /// What the driver said.
        reason: String,
    },
    /// The unit awaited something other than its transaction.
    #[error(
        "a unit of work waited for something other than its transaction; it was rolled back \
         (move the waiting out of the unit)"
    )]
    UnitSuspended,
    /// The unit panicked; it was rolled back.
    #[error("a unit of work panicked and was rolled back: {message}")]
    UnitPanicked {
        /// The panic's message.
        message: String,
    },
    /// A transaction was used after its unit had ended, or was still held when it ended.
    #[error("a transaction was used outside its unit of work")]
    TransactionOver,
    /// The database is being closed.
    #[error("the database is closed")]
    Closed,
    /// Everything else that the driver or SeaORM reports.
    #[error("{0}")]
    Other(DbErr),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match sqlx_cause(&error) {
            Some(sqlx::Error::Database(cause)) => {
                if let Some(violation) = constraint::violation(cause.as_ref()) {
                    return Error::Constraint(violation);
                }
            }
            Some(sqlx::Error::PoolClosed) => return Error::Closed,
            _ => {}
        }
        match error {
            DbErr::Custom(text) if text == TRANSACTION_OVER => Error::TransactionOver,
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Error::Closed,
            other => Error::Other(other),
        }
    }
}

/// How `Error::TransactionOver` travels through SeaORM, whose error type is closed.
const TRANSACTION_OVER: &str = "mercer: a transaction was used outside its unit of work";

pub(crate) fn transaction_over() -> DbErr {
    DbErr::Custom(TRANSACTION_OVER.to_owned())
}

/// What a server's reader says to a statement that would change something; SQLite says its own.
pub(crate) fn reads_only() -> DbErr {
    DbErr::Custom("a reading unit changes nothing; use Database::write".to_owned())
}

/// The driver's own error inside SeaORM's.
pub(crate) fn sqlx_cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}
