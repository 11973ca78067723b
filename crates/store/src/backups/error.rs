//! What backups refuse.

use std::io;
use std::path::{Path, PathBuf};

use mercer_database::Error;
use mercer_migrator::RunError;
use sea_orm::DbErr;

/// Why a backup could not be made, read or brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process makes a backup in the same folder.
    #[error("another backup is being made in {}; try again when it is done", folder.display())]
    Running {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder has no backup of this name.
    #[error("there is no backup {name:?} in {}", folder.display())]
    NotFound {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// What is in the file is not what was put into it.
    #[error("the backup {name} is damaged: {reason}; use an older one")]
    Damaged {
        /// Which.
        name: String,
        /// What does not fit.
        reason: String,
    },
    /// The copy of the store is not whole: the store itself has a fault.
    #[error("the copy is not whole, and no backup was made: {reason}")]
    NotWhole {
        /// What was found.
        reason: String,
    },
    /// The backup's tables are of a newer program, or of revisions that are not here.
    #[error(
        "the backup {name} was made at revision {revision}, which this program and its folder of \
         revisions do not have; use the program that made it ({program})"
    )]
    UnknownRevision {
        /// Which.
        name: String,
        /// The first revision that is not known.
        revision: String,
        /// The version that made the backup.
        program: String,
    },
    /// A backup of one system cannot become a store of another.
    #[error(
        "the backup {name} is one of {from}, and {to} is to be restored; restore it to {from} and \
         move it by `mercer copy`"
    )]
    OtherSystem {
        /// Which.
        name: String,
        /// What it is of.
        from: &'static str,
        /// What it was to become.
        to: &'static str,
    },
    /// There is a store already.
    #[error("{target} holds a store already, which is not overwritten; {advice}")]
    Exists {
        /// Where.
        target: String,
        /// What to do.
        advice: &'static str,
    },
    /// Somebody works with the store that was to be replaced.
    #[error("{} is in use; stop the server and every other program that has it open", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The books in the backup are not right.
    #[error(
        "the books in the backup {name} are not right ({findings} findings), and nothing was \
         replaced; --despite-findings restores it all the same"
    )]
    BooksWrong {
        /// Which.
        name: String,
        /// How many.
        findings: usize,
    },
    /// The server's tool is not there.
    #[error("{tool} cannot be run: {reason}; install the client programs of {system}")]
    ToolMissing {
        /// Which program.
        tool: String,
        /// What the system said.
        reason: String,
        /// Of which database system.
        system: &'static str,
    },
    /// The server's tool failed.
    #[error("{tool} failed: {reason}")]
    ToolFailed {
        /// Which program.
        tool: String,
        /// What it printed last.
        reason: String,
    },
    /// The tables could not be brought up to date.
    #[error(transparent)]
    Revisions(#[from] RunError),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl BackupError {
    /// A failure at a file.
    pub(super) fn at(path: &Path, error: &io::Error) -> Self {
        BackupError::File {
            path: path.to_owned(),
            reason: error.to_string(),
        }
    }
}

impl From<Error> for BackupError {
    fn from(error: Error) -> Self {
        BackupError::Database(error)
    }
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        BackupError::Database(Error::from(error))
    }
}
