//! Settings of a connection, loaded by the caller and passed down.

use std::time::Duration;

/// How to open a database.
#[derive(Clone, Debug)]
pub struct Options {
    /// Create the embedded file when it is missing. Servers' databases are never created.
    pub create_if_missing: bool,
    /// Connections to a server.
    pub pool_size: u32,
    /// Reading threads of an embedded database.
    pub readers: usize,
    /// The most units that one COMMIT of an embedded database may carry.
    pub batch_limit: usize,
    /// How long a statement waits for a lock held by another process, and a unit for a connection.
    pub lock_timeout: Duration,
    /// How often a unit that lost a conflict is run in all.
    pub attempts: u32,
    /// From the first attempt on, how long new attempts may start.
    pub retry_for: Duration,
    /// Wait for the disk at every COMMIT. Turning it off makes acknowledged orders mortal; it
    /// exists as the negative control of the crash tests.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            create_if_missing: false,
            pool_size: 16,
            readers: std::thread::available_parallelism()
                .map_or(2, std::num::NonZero::get)
                .min(8),
            batch_limit: 256,
            lock_timeout: Duration::from_secs(5),
            attempts: 5,
            retry_for: Duration::from_secs(2),
            durable: true,
        }
    }
}
