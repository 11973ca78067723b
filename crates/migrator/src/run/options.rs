//! How a run behaves.

use std::time::Duration;

/// Which way a revision is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Its operations.
    Up,
    /// What takes them back.
    Down,
}

impl Direction {
    /// The word in the journal and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

/// How a run behaves.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// How long to wait for another process that is migrating.
    pub lock_wait: Duration,
    /// How long one statement waits for the locks of running transactions before it is tried again.
    pub statement_lock_wait: Duration,
    /// How often a revision is tried when running transactions are in its way.
    pub attempts: u32,
    /// Whether an SQLite file that holds tables is copied first.
    pub backup: bool,
    /// Whether an upgrade may lose data without an acknowledgement in the revision's file.
    pub allow_destructive: bool,
}

impl Default for RunOptions {
    fn default() -> Self {
        RunOptions {
            lock_wait: Duration::from_mins(1),
            statement_lock_wait: Duration::from_secs(5),
            attempts: 6,
            backup: true,
            allow_destructive: false,
        }
    }
}
