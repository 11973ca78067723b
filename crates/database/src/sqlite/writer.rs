//! The one thread that writes: many units, one COMMIT.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::mpsc;

use super::session::SharedConnection;
use super::unit::PendingUnit;
use crate::Error;

pub(super) fn spawn(
    connection: Connection,
    queue: mpsc::Receiver<PendingUnit>,
    batch_limit: usize,
    statements: Arc<AtomicU64>,
) -> std::thread::JoinHandle<()> {
    let writer = Writer {
        shared: SharedConnection::new(connection, statements),
        queue,
        batch_limit,
    };
    named("mercer-writer", move || writer.run())
}

/// Starts a thread that shows up under a name of its own in a debugger or profiler.
///
/// # Panics
/// When the system has no thread left at start-up.
pub(super) fn named(
    name: &str,
    run: impl FnOnce() + Send + 'static,
) -> std::thread::JoinHandle<()> {
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run);
    thread.expect("a thread can be started when the database is opened")
}

struct Writer {
    shared: SharedConnection,
    queue: mpsc::Receiver<PendingUnit>,
    batch_limit: usize,
}

impl Writer {
    fn run(mut self) {
        while let Some(first) = self.queue.blocking_recv() {
            self.batch(first);
        }
        self.shared
            .with(|connection| drop(connection.execute_batch("PRAGMA optimize")));
    }

    /// Runs the first unit and all that arrive meanwhile in one transaction, then answers them.
    fn batch(&mut self, first: PendingUnit) {
        let started = Instant::now();
        if let Err(error) = self.statement("BEGIN IMMEDIATE") {
            first.answer(Some(cannot_begin(&error, started)));
            return;
        }
        let mut ran = Vec::new();
        let mut next = Some(first);
        while let Some(mut unit) = next {
            let alive = self.run_in_savepoint(&mut unit);
            ran.push(unit);
            if let Err(reason) = alive {
                // SQLite itself ended the transaction (disk full, I/O error): all of it is undone.
                self.abandon();
                return answer(ran, Some(&Error::CommitFailed { reason }));
            }
            next = if ran.len() < self.batch_limit {
                self.queue.try_recv().ok()
            } else {
                None
            };
        }
        match self.statement("COMMIT") {
            Ok(()) => answer(ran, None),
            Err(error) => {
                self.abandon();
                answer(ran, Some(&cannot_commit(&error)));
            }
        }
    }

    /// `Err` when the surrounding transaction is gone.
    fn run_in_savepoint(&self, unit: &mut PendingUnit) -> Result<(), String> {
        self.statement("SAVEPOINT unit")
            .map_err(|error| error.to_string())?;
        let transaction = self.shared.lend();
        let wants_commit = unit.run(&transaction);
        self.shared.take_back();
        if self.shared.with(Connection::is_autocommit) {
            return Err("the database ended the transaction".to_owned());
        }
        let finish = || -> rusqlite::Result<()> {
            if !wants_commit {
                self.statement("ROLLBACK TO unit")?;
            }
            self.statement("RELEASE unit")
        };
        finish().map_err(|error| error.to_string())
    }

    fn abandon(&self) {
        if !self.shared.with(Connection::is_autocommit)
            && let Err(error) = self.statement("ROLLBACK")
        {
            tracing::error!(%error, "the writer could not roll back");
        }
    }

    fn statement(&self, sql: &str) -> rusqlite::Result<()> {
        self.shared
            .with(|connection| connection.prepare_cached(sql)?.raw_execute().map(drop))
    }
}

fn answer(units: Vec<PendingUnit>, failure: Option<&Error>) {
    for unit in units {
        unit.answer(failure.cloned());
    }
}

fn cannot_commit(error: &rusqlite::Error) -> Error {
    let reason = error.to_string();
    match error.sqlite_error_code() {
        // A sync that failed leaves a whole transaction behind in the log. As long as this process
        // lives, the next one is written over it; but should it end first, whoever opens the file
        // then finds it, and makes it part of the database.
        Some(rusqlite::ErrorCode::SystemIoFailure) => Error::CommitUnknown { reason },
        _ => Error::CommitFailed { reason },
    }
}

fn cannot_begin(error: &rusqlite::Error, started: Instant) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            Error::Busy {
                attempts: 1,
                elapsed: started.elapsed(),
            }
        }
        _ => Error::CommitFailed {
            reason: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::cannot_commit;
    use crate::Error;

    fn committing_fails_with(code: i32) -> Error {
        cannot_commit(&rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    /// `mercer-faults fsync --database sqlite` shows it on a disk that fails.
    #[test]
    fn nobody_is_told_that_nothing_was_stored_when_the_disk_failed_to_sync() {
        let error = committing_fails_with(ffi::SQLITE_IOERR_FSYNC);
        assert!(matches!(error, Error::CommitUnknown { .. }), "{error:?}");
    }

    #[test]
    fn a_commit_that_finds_the_disk_full_stores_nothing() {
        let error = committing_fails_with(ffi::SQLITE_FULL);
        assert!(matches!(error, Error::CommitFailed { .. }), "{error:?}");
    }
}
