//! What a run tells while it goes on.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use super::Direction;

/// Something a run did or is about to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The SQLite file was copied there.
    BackedUp(PathBuf),
    /// A revision begins.
    Revision {
        /// Its id.
        id: String,
        /// Its message.
        message: String,
        /// Which way.
        direction: Direction,
    },
    /// A revision that an earlier run left half-way is taken up again.
    Resumed {
        /// Its id.
        id: String,
    },
    /// A statement is about to run.
    Statement(String),
    /// The statement has run.
    StatementDone,
    /// So many rows were filled by a backfill so far.
    Filled(u64),
    /// Running transactions are in the way; the revision is tried again after this pause.
    Waiting(Duration),
    /// The revision is done and recorded.
    Done {
        /// Its id.
        id: String,
        /// How long it took.
        took: Duration,
    },
}

/// Whoever watches a run. To break off stops it before the next statement: what can be taken back
/// is taken back, and the rest is in the journal.
pub trait Observer: Send {
    /// Is told of one event.
    fn event(&mut self, event: &Event) -> ControlFlow<()>;
}

/// Watches nothing.
pub struct Silent;

impl Observer for Silent {
    fn event(&mut self, _event: &Event) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl<F: FnMut(&Event) -> ControlFlow<()> + Send> Observer for F {
    fn event(&mut self, event: &Event) -> ControlFlow<()> {
        self(event)
    }
}
