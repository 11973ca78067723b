//! Opening the file, with every refusal at the door.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::{Error, Options};

/// 3.51.3: the first release without the WAL-reset corruption bug.
const OLDEST_SAFE_VERSION: i32 = 3_051_003;

/// Distinct statements kept prepared. Orders of different lengths are different statements.
const PREPARED_STATEMENTS: usize = 256;

pub(super) fn writer(path: &Path, options: &Options) -> Result<Connection, Error> {
    if rusqlite::version_number() < OLDEST_SAFE_VERSION {
        return Err(Error::SqliteTooOld {
            version: rusqlite::version().to_owned(),
        });
    }
    if !path.exists() && !options.create_if_missing {
        return Err(Error::FileMissing {
            path: path.to_owned(),
        });
    }
    let connection = open(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )?;
    if connection
        .is_readonly("main")
        .map_err(|error| refused(path, &error))?
    {
        return Err(Error::ReadOnly {
            path: path.to_owned(),
        });
    }
    let synchronous = if options.durable { "FULL" } else { "OFF" };
    let settings = format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; \
         PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; \
         PRAGMA temp_store = MEMORY;"
    );
    // Two processes that turn a new file to WAL at once: one is told that it is busy, at once.
    let started = Instant::now();
    loop {
        match prepare(&connection, options, &settings) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && started.elapsed() < options.lock_timeout =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            prepared => {
                prepared.map_err(|error| refused(path, &error))?;
                return Ok(connection);
            }
        }
    }
}

pub(super) fn reader(path: &Path, options: &Options) -> Result<Connection, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let settings = "PRAGMA query_only = ON; PRAGMA cache_size = -16384; \
                    PRAGMA temp_store = MEMORY;";
    prepare(&connection, options, settings).map_err(|error| refused(path, &error))?;
    Ok(connection)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    // Every connection stays on its own thread, and a mutex guards it.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| refused(path, &error))
}

fn prepare(connection: &Connection, options: &Options, settings: &str) -> rusqlite::Result<()> {
    connection.busy_timeout(options.lock_timeout)?;
    // Without this, SQLite compiles a prepared statement again whenever a value is bound that its
    // planner looked at, such as that of `LIMIT ?`.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS);
    connection.execute_batch(settings)?;
    // Reads the header: a file that is no database is found here.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    Ok(())
}

fn refused(path: &Path, error: &rusqlite::Error) -> Error {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::NotADatabase { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly { path },
        Some(ErrorCode::CannotOpen) if path.is_dir() => Error::NotADatabase { path },
        _ => Error::Unavailable {
            url: format!("sqlite:{}", path.display()),
            reason: error.to_string(),
        },
    }
}
