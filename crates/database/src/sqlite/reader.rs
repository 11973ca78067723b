//! Threads that read: in WAL mode they never wait for the writer.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use parking_lot::Mutex;
use rusqlite::Connection;
use tokio::sync::mpsc;

use super::session::SharedConnection;
use super::unit::PendingUnit;
use super::writer::named;
use crate::Error;

pub(super) fn spawn(
    connection: Connection,
    queue: Arc<Mutex<mpsc::Receiver<PendingUnit>>>,
    statements: Arc<AtomicU64>,
) -> std::thread::JoinHandle<()> {
    named("mercer-reader", move || {
        let shared = SharedConnection::new(connection, statements);
        loop {
            // One idle reader waits in the queue, the others wait for its place.
            let Some(unit) = queue.lock().blocking_recv() else {
                return;
            };
            serve(&shared, unit);
        }
    })
}

/// Runs a reading unit inside one snapshot.
fn serve(shared: &SharedConnection, mut unit: PendingUnit) {
    let statement =
        |sql: &str| shared.with(|connection| connection.prepare_cached(sql)?.raw_execute());
    if let Err(error) = statement("BEGIN DEFERRED") {
        unit.answer(Some(Error::from(super::failure::failed_query(&error))));
        return;
    }
    unit.run(&shared.lend());
    shared.take_back();
    if !shared.with(Connection::is_autocommit)
        && let Err(error) = statement("ROLLBACK")
    {
        tracing::error!(%error, "a reader could not end its snapshot");
    }
    unit.answer(None);
}
