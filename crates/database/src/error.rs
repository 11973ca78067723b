//! What can go wrong between the store and its database.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DbErr, RuntimeErr};
use sqlx::mysql::MySqlDatabaseError;

use crate::constraint::{self, ConstraintViolation};
use crate::sqlite::SqliteFailure;
use crate::{DatabaseUrl, Kind};

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
    /// Reading from a replica was asked for where there is none.
    #[error(
        "{replica} cannot be read in place of {primary}: only PostgreSQL has replicas that are; \
         leave DATABASE_REPLICA_URL (database.replica_url) out"
    )]
    NoReplica {
        /// The address of the database, without its password.
        primary: String,
        /// The address of what was to be its replica.
        replica: String,
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
    /// The connection was lost during COMMIT, or the disk failed: the unit, or the first part of a
    /// verb that has several, may or may not have been stored.
    #[error("it is not known whether the change was stored; look whether it is there: {reason}")]
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
    /// The one connection of a [`Session`](crate::Session) is gone, and with it its locks.
    #[error(
        "the connection was lost, and with it its locks and its open transaction; look what the \
         last statement did before running it again: {reason}"
    )]
    SessionLost {
        /// What the driver said.
        reason: String,
    },
    /// Somebody else holds a lock that was waited for.
    #[error(
        "the {name} lock of {database} is held by {holder}, and was waited for during {waited:?}; \
         try again when the holder has finished, or end it"
    )]
    LockHeld {
        /// The lock's name.
        name: String,
        /// The database's address, without its password.
        database: String,
        /// The process or connection that holds it, as far as the database tells.
        holder: String,
        /// How long the caller waited.
        waited: Duration,
    },
    /// The file that a lock of an embedded database lives in cannot be used.
    #[error(
        "{} cannot be locked: {reason}; make the file and its folder writable by this user",
        path.display()
    )]
    LockFile {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A backup would have overwritten a file.
    #[error("{} exists and is not overwritten; choose another path", path.display())]
    BackupExists {
        /// The file that is in the way.
        path: PathBuf,
    },
    /// A backup could not be written; nothing of it is left.
    #[error("the backup {} could not be written: {reason}", path.display())]
    BackupFailed {
        /// Where the backup should have gone.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The database lives on a server, whose own tools copy it.
    #[error("a {kind} database is not a file that can be copied; back it up with {tool}")]
    BackupOnServer {
        /// Which system.
        kind: Kind,
        /// The server's own tool.
        tool: &'static str,
    },
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
            DbErr::Custom(text) if text.starts_with(SESSION_LOST) => Error::SessionLost {
                reason: text[SESSION_LOST.len()..].to_owned(),
            },
            other => Error::Other(other),
        }
    }
}

impl Error {
    /// The database's own code of a failed statement: the five letters of PostgreSQL's SQLSTATE,
    /// the error number of MySQL/MariaDB, the extended result code of SQLite. `None` when the
    /// database said nothing, and for a [`ConstraintViolation`], which tells more than its code.
    pub fn code(&self) -> Option<String> {
        let Error::Other(error) = self else {
            return None;
        };
        let sqlx::Error::Database(cause) = sqlx_cause(error)? else {
            return None;
        };
        if let Some(failure) = cause.try_downcast_ref::<MySqlDatabaseError>() {
            return Some(failure.number().to_string());
        }
        cause.code().map(String::from)
    }

    /// Whether a statement of a [`Session`](crate::Session) gave up waiting for somebody else's
    /// lock, within `lock_timeout` on PostgreSQL, `lock_wait_timeout` and
    /// `innodb_lock_wait_timeout` on MySQL/MariaDB, and the busy timeout on SQLite.
    pub fn is_lock_timeout(&self) -> bool {
        let Error::Other(error) = self else {
            return false;
        };
        let Some(sqlx::Error::Database(cause)) = sqlx_cause(error) else {
            return false;
        };
        if let Some(failure) = cause.try_downcast_ref::<SqliteFailure>() {
            return failure.is_busy();
        }
        matches!(self.code().as_deref(), Some("55P03" | "1205"))
    }
}

/// How `Error::TransactionOver` travels through SeaORM, whose error type is closed.
const TRANSACTION_OVER: &str = "mercer: a transaction was used outside its unit of work";

pub(crate) fn transaction_over() -> DbErr {
    DbErr::Custom(TRANSACTION_OVER.to_owned())
}

/// How `Error::SessionLost` travels; the reason follows.
const SESSION_LOST: &str = "mercer: the session's connection was lost: ";

pub(crate) fn session_lost(reason: &str) -> DbErr {
    DbErr::Custom(format!("{SESSION_LOST}{reason}"))
}

/// Why a server at this address cannot be used.
pub(crate) fn unavailable(url: &DatabaseUrl, error: &sqlx::Error) -> Error {
    Error::Unavailable {
        url: url.to_string(),
        reason: match error {
            sqlx::Error::PoolTimedOut => "it does not answer in time".to_owned(),
            other => other.to_string(),
        },
    }
}

pub(crate) fn exec(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
}

pub(crate) fn query(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
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
