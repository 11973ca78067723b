//! What can go wrong in a run.

use std::path::PathBuf;

use mercer_database::Error;
use sea_orm::DbErr;

use crate::graph::{GraphError, StateError, TargetError};
use crate::{Irreversible, RenderError, ReplayError, RevisionError};

/// A run that could not do what it was asked. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The target means nothing in this history.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The history does not hold together.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The database has revisions that the history lacks.
    #[error(transparent)]
    State(#[from] StateError),
    /// A revision file that cannot be used.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// An operation that does not fit the schema before it.
    #[error("revision {revision}, operation {operation} ({what}): {reason}")]
    Misfit {
        /// The revision.
        revision: String,
        /// Which of its operations, from 1.
        operation: usize,
        /// The operation's name.
        what: &'static str,
        /// Why.
        reason: Box<RenderError>,
    },
    /// The history does not hold together.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// A revision that cannot be taken back.
    #[error("revision {revision} cannot be taken back: {reason}")]
    Irreversible {
        /// The revision.
        revision: String,
        /// The reason in its file, or what its file lacks.
        reason: String,
    },
    /// Applied revisions whose files have changed.
    #[error(
        "{} changed after being applied here: {}; restore the file, or, if the change is meant and \
         changes nothing in this database, run `mercer db stamp` with the current heads",
        if .revisions.len() == 1 { "this revision" } else { "these revisions" },
        .revisions.join(", ")
    )]
    Tampered {
        /// Their ids.
        revisions: Vec<String>,
    },
    /// There are tables, but no history of how they came to be.
    #[error(
        "this database already has the table {table}, but no record of revisions; if it was made \
         by hand or by an older program, compare it with `mercer db check` and record where it \
         stands with `mercer db stamp`"
    )]
    Unmanaged {
        /// A table that the first revision would create.
        table: String,
    },
    /// A revision loses data.
    #[error(
        "revision {revision}, operation {operation} ({}) loses data; `mercer db lint` tells more; \
         if it is meant, write `destructive = \"why\"` at the head of its file or give \
         --allow-destructive",
        format!("{what} {table}").trim_end()
    )]
    Destructive {
        /// The revision.
        revision: String,
        /// Which of its operations, from 1.
        operation: usize,
        /// The operation's name.
        what: &'static str,
        /// The table; nothing for SQL of one's own.
        table: String,
    },
    /// A statement failed. The revision it belongs to was rolled back.
    #[error(
        "revision {revision}, operation {operation} ({what}) failed and was rolled back: {reason}\n  {sql}"
    )]
    Failed {
        /// The revision.
        revision: String,
        /// Which of its operations, from 1.
        operation: usize,
        /// The operation's name.
        what: &'static str,
        /// The statement.
        sql: String,
        /// What the database said.
        reason: Box<Error>,
    },
    /// A statement failed where the ones before it cannot be rolled back.
    #[error(
        "revision {revision} stopped at operation {operation} ({what}): {reason}\n  {sql}\n\
         what came before it is done and recorded; mend the reason and run the same command to go \
         on{}",
        back(.back_to.as_deref())
    )]
    Stopped {
        /// The revision.
        revision: String,
        /// Which of its operations, from 1.
        operation: usize,
        /// The operation's name.
        what: &'static str,
        /// The statement.
        sql: String,
        /// What the database said.
        reason: Box<Error>,
        /// The head before it, or `base`; nothing when it was being taken back anyway.
        back_to: Option<String>,
    },
    /// Running transactions were in the way of a revision too long. It was rolled back.
    #[error(
        "revision {revision} was rolled back: running transactions were in its way in each of \
         {attempts} attempts ({reason}); end them, or run the command again when there are fewer"
    )]
    InTheWay {
        /// The revision.
        revision: String,
        /// How often it was tried.
        attempts: u32,
        /// What the database said last.
        reason: Box<Error>,
    },
    /// A backfill whose condition still holds for rows that it has filled.
    #[error(
        "revision {revision}, operation {operation} (backfill) would never end: {left} rows of \
         {table} still match its `where` after they were filled; write a condition that a filled \
         row no longer meets"
    )]
    Endless {
        /// The revision.
        revision: String,
        /// Which of its operations, from 1.
        operation: usize,
        /// The table.
        table: String,
        /// The rows that match.
        left: i64,
    },
    /// A revision was left half-way, which a stamp would forget.
    #[error(
        "revision {revision} was left half-way; finish it with `mercer db upgrade` or take it back \
         with `mercer db downgrade` first, or forget how far it came with `mercer db stamp --purge`"
    )]
    Halfway {
        /// The revision.
        revision: String,
    },
    /// A row of the journal that this program did not write.
    #[error(
        "the table mercer_revision_steps holds a row that cannot be read; restore a backup, or see \
         how far the revision came and record it with `mercer db stamp --purge`"
    )]
    Journal,
    /// A revision was left half-way, and its file has changed since.
    #[error(
        "revision {revision} was left half-way and its file has changed since; restore the file \
         as it was and run the command again"
    )]
    ChangedHalfway {
        /// The revision.
        revision: String,
    },
    /// A revision was left half-way that the history does not know.
    #[error("revision {revision} was left half-way, but its file is not there; put it back")]
    LostHalfway {
        /// The revision.
        revision: String,
    },
    /// Rows would refer to nothing.
    #[error(
        "revision {revision} would leave rows of {table} that refer to missing rows of {parent}; \
         it was rolled back (find them with PRAGMA foreign_key_check)"
    )]
    Orphans {
        /// The revision.
        revision: String,
        /// The table whose rows refer to nothing.
        table: String,
        /// What they refer to.
        parent: String,
    },
    /// The observer broke the run off.
    #[error(
        "stopped on request; finished revisions stay, the one in hand was rolled back or is recorded"
    )]
    Interrupted,
    /// The copy before an upgrade could not be made.
    #[error("cannot copy the database to {}: {reason}; free space or give --no-backup", path.display())]
    Backup {
        /// Where it was to go.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A rehearsal of a database that is no file.
    #[error(
        "a rehearsal needs a copy, which is made of SQLite files only; restore a backup of this \
         database on a server and upgrade that with --database-url"
    )]
    RehearsalNeedsFile,
    /// The database.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for RunError {
    fn from(error: DbErr) -> Self {
        RunError::Database(error.into())
    }
}

impl RunError {
    /// An operation that cannot be turned round.
    pub(super) fn irreversible(revision: &str, reason: &Irreversible) -> Self {
        RunError::Irreversible {
            revision: revision.to_owned(),
            reason: reason.to_string(),
        }
    }
}

fn back(back_to: Option<&str>) -> String {
    back_to.map_or(String::new(), |head| {
        format!(", or take it back with `mercer db downgrade {head}`")
    })
}
