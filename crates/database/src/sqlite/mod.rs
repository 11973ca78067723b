//! SQLite over rusqlite: one writer thread with group commit, reader threads beside it.
//!
//! sqlx's SQLite driver is not used because its thread hop per statement costs nine tenths of the
//! speed; here a unit of work hops once, and its statements run inline.

mod dedicated;
mod failure;
mod foreign_key;
mod open;
mod reader;
mod session;
mod unit;
mod values;
mod watch;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::sync::{mpsc, oneshot};

pub(crate) use dedicated::{Dedicated, companions, copy};
pub(crate) use failure::SqliteFailure;
pub(crate) use session::SqliteSession;
pub(crate) use values::stored_as;

use crate::unit::AnyUnit;
use crate::{Error, Options};
use unit::PendingUnit;
use watch::Watch;

/// How many units may wait in front of the writer or the readers before callers have to wait for
/// a place. Waiting callers are not accepted yet.
const QUEUE_LENGTH: usize = 4096;

/// An open embedded database.
pub(crate) struct Sqlite {
    writer: Mutex<Option<mpsc::Sender<PendingUnit>>>,
    readers: Mutex<Option<mpsc::Sender<PendingUnit>>>,
    threads: Mutex<Vec<std::thread::JoinHandle<()>>>,
    watch: Watch,
    /// How many statements units have run, per connection.
    statements: Vec<Arc<AtomicU64>>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let writing = open::writer(path, options)?;
        let (writer, write_queue) = mpsc::channel(QUEUE_LENGTH);
        let (readers, read_queue) = mpsc::channel(QUEUE_LENGTH);
        let mut statements = vec![Arc::new(AtomicU64::new(0))];
        let limit = options.batch_limit;
        let count = statements[0].clone();
        let mut threads = vec![writer::spawn(writing, write_queue, limit, count)];
        let read_queue = Arc::new(Mutex::new(read_queue));
        for _ in 0..options.readers.max(1) {
            let count = Arc::new(AtomicU64::new(0));
            statements.push(count.clone());
            let reading = open::reader(path, options)?;
            threads.push(reader::spawn(reading, read_queue.clone(), count));
        }
        Ok(Sqlite {
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Some(readers)),
            threads: Mutex::new(threads),
            watch: Watch::new(open::reader(path, options)?),
            statements,
        })
    }

    /// How many statements units have run since it was opened.
    pub(crate) fn statements(&self) -> u64 {
        let counts = self.statements.iter();
        counts.map(|count| count.load(Ordering::Relaxed)).sum()
    }

    /// Another number after every commit; `None` when it cannot be told.
    pub(crate) fn state(&self) -> Option<i64> {
        self.watch.state()
    }

    /// `Ok` when the unit ended as it wanted to: committed, or rolled back because it failed.
    pub(crate) async fn write(&self, unit: Arc<dyn AnyUnit>) -> Result<(), Error> {
        let queue = self.writer.lock().clone();
        submit(queue, unit).await
    }

    /// Like [`Sqlite::write`], on a connection that only reads.
    pub(crate) async fn read(&self, unit: Arc<dyn AnyUnit>) -> Result<(), Error> {
        let queue = self.readers.lock().clone();
        submit(queue, unit).await
    }

    pub(crate) async fn close(&self) {
        drop(self.writer.lock().take());
        drop(self.readers.lock().take());
        self.watch.close();
        let threads = std::mem::take(&mut *self.threads.lock());
        let joined = tokio::task::spawn_blocking(move || {
            for thread in threads {
                // A writer or reader thread catches its units' panics; its own would be a defect
                // that the tests would show.
                drop(thread.join());
            }
        });
        drop(joined.await);
    }
}

async fn submit(
    queue: Option<mpsc::Sender<PendingUnit>>,
    unit: Arc<dyn AnyUnit>,
) -> Result<(), Error> {
    let queue = queue.ok_or(Error::Closed)?;
    let (reply, answer) = oneshot::channel();
    let sent = queue.send(PendingUnit::new(unit, reply)).await;
    sent.map_err(|_| Error::Closed)?;
    answer.await.unwrap_or(Err(Error::Closed))
}
