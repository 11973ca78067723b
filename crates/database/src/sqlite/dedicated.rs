//! A connection outside the writer's and the readers' threads, for statements that take minutes.
//!
//! Each runs on one of the runtime's blocking threads. A caller that goes away before the end
//! interrupts it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle, OpenFlags, backup};
use sea_orm::{DbErr, ExecResult, QueryResult, Statement};
use tokio::task::{AbortHandle, JoinError};

use super::{SqliteSession, open};
use crate::error::session_lost;
use crate::{Error, Options};

pub(crate) struct Dedicated {
    session: Arc<SqliteSession>,
    interrupt: Arc<InterruptHandle>,
}

impl Dedicated {
    pub(crate) async fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let (path, options) = (path.to_owned(), options.clone());
        let opening = tokio::task::spawn_blocking(move || Self::open_now(&path, &options));
        opening
            .await
            .unwrap_or_else(|error| Err(gone(error).into()))
    }

    fn open_now(path: &Path, options: &Options) -> Result<Self, Error> {
        let connection = open::writer(path, options)?;
        // A prepared statement would still tell the columns of before an ALTER TABLE.
        connection.set_prepared_statement_cache_capacity(0);
        // An index over a large table is sorted on disk, not in memory.
        connection
            .execute_batch("PRAGMA temp_store = DEFAULT")
            .map_err(|error| super::failure::failed_query(&error))?;
        Ok(Dedicated {
            interrupt: Arc::new(connection.get_interrupt_handle()),
            session: Arc::new(SqliteSession::alone(connection)),
        })
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(move |session| session.execute(&statement)).await
    }

    pub(crate) async fn execute_script(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = sql.to_owned();
        self.run(move |session| session.execute_script(&sql)).await
    }

    pub(crate) async fn query(
        &self,
        statement: Statement,
        limit: usize,
    ) -> Result<Vec<QueryResult>, DbErr> {
        self.run(move |session| session.query(&statement, limit))
            .await
    }

    /// Closes the file. The last connection to leave moves the log into it, which takes a while.
    pub(crate) async fn close(self) {
        drop(tokio::task::spawn_blocking(move || drop(self)).await);
    }

    async fn run<T: Send + 'static>(
        &self,
        run: impl FnOnce(&SqliteSession) -> Result<T, DbErr> + Send + 'static,
    ) -> Result<T, DbErr> {
        let session = self.session.clone();
        let task = tokio::task::spawn_blocking(move || run(&session));
        let mut abandoned = InterruptOnDrop {
            task: task.abort_handle(),
            interrupt: self.interrupt.clone(),
            ended: false,
        };
        let result = task.await;
        abandoned.ended = true;
        result.unwrap_or_else(|error| Err(gone(error)))
    }
}

/// Ends a statement whose caller went away: it would hold the file's lock for nobody.
struct InterruptOnDrop {
    task: AbortHandle,
    interrupt: Arc<InterruptHandle>,
    ended: bool,
}

impl Drop for InterruptOnDrop {
    fn drop(&mut self) {
        if !self.ended {
            self.task.abort();
            self.interrupt.interrupt();
        }
    }
}

fn gone(error: JoinError) -> DbErr {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => session_lost("the process is ending"),
    }
}

/// Copies the committed state of a live database into an existing, empty file. An interrupted copy
/// is rolled back by whoever opens it, so that a file is either complete or without a table.
pub(crate) fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(from, flags)?;
    source.busy_timeout(Duration::from_secs(5))?;
    let mut target = Connection::open_with_flags(to, flags)?;
    target.execute_batch("PRAGMA synchronous = FULL")?;
    let copying = backup::Backup::new(&source, &mut target)?;
    // All pages in one step: between steps a writer could make the copy start again, for ever.
    if copying.step(-1)? != backup::StepResult::Done {
        let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        return Err(rusqlite::Error::SqliteFailure(busy, None));
    }
    drop(copying);
    target.close().map_err(|(_, error)| error)
}

/// The files that SQLite may leave beside a database whose copying failed.
pub(crate) fn companions(path: &Path) -> Vec<PathBuf> {
    ["-journal", "-wal", "-shm"]
        .iter()
        .map(|ending| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        })
        .collect()
}
