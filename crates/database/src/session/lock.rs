//! A named lock that outlives transactions and ends with its holder.
//!
//! It is asked for again and again instead of waited for inside the database: a PostgreSQL session
//! that waits in `pg_advisory_lock` holds a snapshot, for whose end a `CREATE INDEX CONCURRENTLY`
//! of the lock's holder would wait in turn.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use super::Session;
use super::connection::Place;
use crate::{Error, Kind};

/// After this long, a waiting caller says for whom it waits.
const SILENCE: Duration = Duration::from_secs(1);

const PAUSE: Duration = Duration::from_millis(50);

/// The longest name that MySQL takes, in characters.
const LONGEST_NAME: usize = 64;

/// A lock of a session. It is released by [`Lock::release`], by dropping it (shortly after, and
/// inside a Tokio runtime), and when the session or its process ends, however it ends.
///
/// On a server it belongs to the session's connection. On SQLite it is a lock on a file beside the
/// database, which stays there: who removed it could let two processes lock two files.
#[must_use = "a lock that is dropped is released"]
#[derive(Debug)]
pub struct Lock {
    name: String,
    held: Option<Held>,
}

enum Held {
    File(File),
    Server { place: Weak<Place>, release: String },
}

/// A lock as one database knows it.
enum Target {
    File { path: PathBuf },
    Postgres { key: i64 },
    MySql { name: String },
}

impl Session {
    /// Takes a lock that excludes every other session of the same database (on PostgreSQL: and
    /// schema) under the same name, in any process. A wait of zero tries once.
    ///
    /// # Errors
    /// [`Error::LockHeld`] when the wait is over, telling who holds it.
    pub async fn lock(&self, name: &str, wait: Duration) -> Result<Lock, Error> {
        let tell = |holder: &str| tracing::info!(name, holder, "waiting for a lock");
        self.lock_and_tell(name, wait, tell).await
    }

    /// Takes a lock as [`Session::lock`] does; tells who holds it when that takes over a second.
    pub async fn lock_and_tell(
        &self,
        name: &str,
        wait: Duration,
        tell: impl FnOnce(&str) + Send,
    ) -> Result<Lock, Error> {
        let started = Instant::now();
        let target = self.target(name).await?;
        let mut tell = Some(tell);
        loop {
            if let Some(held) = self.try_lock(&target).await? {
                return Ok(Lock {
                    name: name.to_owned(),
                    held: Some(held),
                });
            }
            let waited = started.elapsed();
            if waited >= wait {
                return Err(Error::LockHeld {
                    name: name.to_owned(),
                    database: self.url.to_string(),
                    holder: self.holder(&target).await?,
                    waited,
                });
            }
            if waited >= SILENCE
                && let Some(tell) = tell.take()
            {
                tell(&self.holder(&target).await?);
            }
            tokio::time::sleep(PAUSE.min(wait.saturating_sub(waited))).await;
        }
    }

    async fn target(&self, name: &str) -> Result<Target, Error> {
        match self.kind() {
            Kind::Sqlite => Ok(Target::File {
                path: lock_file(self.path().unwrap_or(Path::new("")), name),
            }),
            Kind::Postgres => {
                let sql = "SELECT CAST(current_database() AS TEXT) AS database_name, \
                           CAST(coalesce(current_schema(), '') AS TEXT) AS schema_name";
                let row = self.row(sql).await?;
                let database: String = row.try_get("", "database_name")?;
                let schema: String = row.try_get("", "schema_name")?;
                let key = stable_hash(&["mercer", name, &database, &schema]);
                Ok(Target::Postgres {
                    key: key.cast_signed(),
                })
            }
            Kind::MySql => {
                let row = self.row("SELECT DATABASE() AS database_name").await?;
                let database: String = row.try_get("", "database_name")?;
                let name = server_wide_name(&database, name);
                Ok(Target::MySql { name })
            }
        }
    }

    async fn try_lock(&self, target: &Target) -> Result<Option<Held>, Error> {
        let (sql, release) = match target {
            Target::File { path } => return try_lock_file(path),
            Target::Postgres { key } => (
                format!("SELECT CAST(pg_try_advisory_lock({key}) AS INT) AS taken"),
                format!("SELECT pg_advisory_unlock({key})"),
            ),
            Target::MySql { name } => (
                format!(
                    "SELECT CAST(GET_LOCK({name}, 0) AS SIGNED) AS taken",
                    name = quoted(name)
                ),
                format!("DO RELEASE_LOCK({})", quoted(name)),
            ),
        };
        let row = self.row(&sql).await?;
        let taken = match target {
            Target::Postgres { .. } => row.try_get::<i32>("", "taken")? == 1,
            _ => row.try_get::<i64>("", "taken")? == 1,
        };
        let place = Arc::downgrade(&self.place);
        Ok(taken.then_some(Held::Server { place, release }))
    }

    /// Who holds the lock, as far as this database tells.
    async fn holder(&self, target: &Target) -> Result<String, Error> {
        let sql = match target {
            Target::File { path } => return Ok(holder_of_file(path)),
            Target::Postgres { key } => format!(
                "SELECT concat('connection ', held.pid, ' of ', activity.usename, ' from ', \
                 coalesce(host(activity.client_addr), 'this machine'), ' (', \
                 activity.application_name, ')') AS holder FROM pg_locks AS held \
                 LEFT JOIN pg_stat_activity AS activity ON activity.pid = held.pid \
                 WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1 \
                 AND held.database = (SELECT oid FROM pg_database \
                 WHERE datname = current_database()) \
                 AND (CAST(held.classid AS BIGINT) << 32 | CAST(held.objid AS BIGINT)) = {key}"
            ),
            Target::MySql { name } => format!(
                "SELECT concat('connection ', id, ' of ', user, ' from ', host) AS holder \
                 FROM information_schema.processlist WHERE id = IS_USED_LOCK({})",
                quoted(name)
            ),
        };
        let statement = Statement::from_string(self.get_database_backend(), sql);
        match self.query_one_raw(statement).await? {
            Some(row) => Ok(row.try_get("", "holder")?),
            None => Ok("a session that has just ended".to_owned()),
        }
    }

    async fn row(&self, sql: &str) -> Result<QueryResult, Error> {
        let statement = Statement::from_string(self.get_database_backend(), sql);
        let row = self.query_one_raw(statement).await?;
        Ok(row.expect("a SELECT of functions has one row"))
    }
}

impl Lock {
    /// Releases the lock. Transactions are best ended before: the next holder would meet them.
    ///
    /// # Errors
    /// When the server cannot be told, which it cannot in a failed transaction of PostgreSQL, the
    /// session is closed, which releases the lock as well.
    pub async fn release(mut self) -> Result<(), Error> {
        match self.held.take() {
            Some(held) => held.release().await,
            None => Ok(()),
        }
    }
}

impl Held {
    async fn release(self) -> Result<(), Error> {
        match self {
            Held::File(file) => {
                unlock(&file);
                Ok(())
            }
            Held::Server { place, release } => {
                let Some(place) = place.upgrade() else {
                    return Ok(());
                };
                let mut turn = place.turn().await?;
                let released = turn.connection().execute_script(&release).await;
                turn.end_or_close(released)?;
                Ok(())
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let held = match self.held.take() {
            Some(Held::File(file)) => return unlock(&file),
            Some(held) => held,
            None => return,
        };
        // Elsewhere the connection, when it ends, releases it.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let name = std::mem::take(&mut self.name);
            runtime.spawn(async move {
                if let Err(error) = held.release().await {
                    tracing::debug!(%error, name, "a lock was released with its connection");
                }
            });
        }
    }
}

impl std::fmt::Debug for Held {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Held::File(_) => "on a file",
            Held::Server { .. } => "on a server",
        })
    }
}

/// `{database}.{name}-lock`, the same whichever way the database's path is written.
fn lock_file(database: &Path, name: &str) -> PathBuf {
    let real = std::fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut path = real.into_os_string();
    path.push(format!(".{name}-lock"));
    PathBuf::from(path)
}

fn try_lock_file(path: &Path) -> Result<Option<Held>, Error> {
    let refused = |error: std::io::Error| Error::LockFile {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(refused)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(refused(error)),
    }
    // For those who wait; the lock itself does not depend on it.
    let holder = format!("process {}\n", std::process::id());
    let written = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(holder.as_bytes()));
    written.map_err(refused)?;
    Ok(Some(Held::File(file)))
}

/// Closing alone is not enough: a child process that starts at this moment has the file open too,
/// until its program begins.
fn unlock(file: &File) {
    if let Err(error) = file.unlock() {
        tracing::warn!(%error, "a lock's file was closed instead of unlocked");
    }
}

fn holder_of_file(path: &Path) -> String {
    let mut text = String::new();
    let read = File::open(path).and_then(|mut file| file.read_to_string(&mut text));
    match read {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => "another process".to_owned(),
    }
}

/// Names of MySQL's locks are the server's, not the database's, and short.
fn server_wide_name(database: &str, name: &str) -> String {
    let full = format!("mercer.{database}.{name}");
    if full.chars().count() <= LONGEST_NAME {
        return full;
    }
    let hash = format!(".{:016x}", stable_hash(&[&full]));
    let start: String = full.chars().take(LONGEST_NAME - hash.len()).collect();
    start + &hash
}

/// With no backslash it means the same in every `sql_mode`.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "/").replace('\'', "''"))
}

/// FNV-1a: the same in every version of Mercer, for two versions must exclude each other.
fn stable_hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
