//! Whether anything was committed, by whomever.

use parking_lot::Mutex;
use rusqlite::Connection;

/// A connection that does nothing but look.
pub(super) struct Watch(Mutex<Option<Connection>>);

impl Watch {
    pub(super) fn new(connection: Connection) -> Self {
        Watch(Mutex::new(Some(connection)))
    }

    /// A number that is another one after every commit on any other connection of this process or
    /// another. SQLite reads it from memory that all of them share, in a few microseconds.
    /// `None` when it cannot be told.
    pub(super) fn state(&self) -> Option<i64> {
        let connection = self.0.lock();
        let mut statement = connection
            .as_ref()?
            .prepare_cached("PRAGMA data_version")
            .ok()?;
        statement.query_row([], |row| row.get(0)).ok()
    }

    pub(super) fn close(&self) {
        drop(self.0.lock().take());
    }
}
