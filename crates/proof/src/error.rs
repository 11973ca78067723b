//! Why a proof could not be made. What a proof finds is no error but a finding (`report.rs`).

use std::io;

/// Why a proof could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProofError {
    /// A file, a process or a connection that the proof itself needs.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program that is needed did not do what it was asked.
    #[error("{program} failed: {said}")]
    Program {
        /// Which, with what was asked of it.
        program: String,
        /// What it printed.
        said: String,
    },
    /// The database did not answer the checker.
    #[error("the checker's question was not answered: {0}")]
    Database(String),
    /// The shop of a proof could not be prepared.
    #[error("the server answered {status} to {request}: {body}")]
    Answer {
        /// What was asked.
        request: String,
        /// The HTTP status.
        status: u16,
        /// The answer.
        body: String,
    },
    /// The fault needs something that this machine does not have or does not allow.
    #[error("this machine cannot make the fault: {0}")]
    Impossible(String),
}

/// Says what was being done when the system refused.
pub(crate) trait Named<T> {
    /// The value, or an error that says so.
    fn named(self, what: &str) -> Result<T, ProofError>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, what: &str) -> Result<T, ProofError> {
        self.map_err(|source| ProofError::Io {
            what: what.to_owned(),
            source,
        })
    }
}

impl From<rusqlite::Error> for ProofError {
    fn from(error: rusqlite::Error) -> Self {
        ProofError::Database(error.to_string())
    }
}

impl From<sqlx::Error> for ProofError {
    fn from(error: sqlx::Error) -> Self {
        ProofError::Database(error.to_string())
    }
}
