//! Waiting for running transactions without standing in the way of those behind.
//!
//! A statement that waits for a lock makes everything after it wait too. So it waits briefly, gives
//! up, and is tried again after a pause.

use std::time::Duration;

use mercer_database::{Error, Kind, Session};
use sea_orm::{ConnectionTrait, Statement};

use super::{RunError, RunOptions};

/// The pause before the second attempt; each one after it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Does the work with statements that wait only so long for a lock; then the session waits as long
/// as before.
pub(super) async fn briefly<T>(
    session: &Session,
    options: &RunOptions,
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    let before = setting(session).await?;
    let wait = options.statement_lock_wait;
    let set = match session.kind() {
        Kind::Sqlite => format!("PRAGMA busy_timeout = {}", wait.as_millis()),
        Kind::Postgres => format!("SET lock_timeout = {}", wait.as_millis()),
        Kind::MySql => mysql(wait.as_secs().max(1), wait.as_secs().max(1)),
    };
    session.execute_unprepared(&set).await?;
    let result = work.await;
    let restored = session.execute_unprepared(&before).await;
    let done = result?;
    restored?;
    Ok(done)
}

/// The statement that sets what is set now.
async fn setting(session: &Session) -> Result<String, Error> {
    let sql = match session.kind() {
        Kind::Sqlite => "SELECT timeout AS wait FROM pragma_busy_timeout",
        Kind::Postgres => "SELECT CAST(current_setting('lock_timeout') AS TEXT) AS wait",
        Kind::MySql => {
            "SELECT CAST(@@lock_wait_timeout AS SIGNED) AS wait, \
             CAST(@@innodb_lock_wait_timeout AS SIGNED) AS row_wait"
        }
    };
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let row = session.query_one_raw(statement).await?;
    let row = row.expect("a SELECT of settings has one row");
    Ok(match session.kind() {
        Kind::Sqlite => format!("PRAGMA busy_timeout = {}", row.try_get::<i64>("", "wait")?),
        Kind::Postgres => format!(
            "SET lock_timeout = '{}'",
            row.try_get::<String>("", "wait")?
        ),
        Kind::MySql => mysql(
            row.try_get::<i64>("", "wait")?,
            row.try_get::<i64>("", "row_wait")?,
        ),
    })
}

fn mysql(tables: impl std::fmt::Display, rows: impl std::fmt::Display) -> String {
    format!("SET SESSION lock_wait_timeout = {tables}, SESSION innodb_lock_wait_timeout = {rows}")
}

/// The pause before the next attempt, after so many; nothing when they are used up or when the
/// error is not about locks.
pub(super) fn pause(error: &RunError, attempt: u32, options: &RunOptions) -> Option<Duration> {
    in_the_way(error)?;
    let longer = 2_u32.pow(attempt.saturating_sub(1).min(16));
    (attempt < options.attempts).then(|| (FIRST_PAUSE * longer).min(LONGEST_PAUSE))
}

/// What the database said, when it was that a running transaction is in the way.
pub(super) fn in_the_way(error: &RunError) -> Option<&Error> {
    let reason = match error {
        RunError::Failed { reason, .. } | RunError::Stopped { reason, .. } => reason,
        RunError::Database(reason) => reason,
        _ => return None,
    };
    let deadlock = |code: String| ["40P01", "1213"].contains(&code.as_str());
    (reason.is_lock_timeout() || reason.code().is_some_and(deadlock)).then_some(reason)
}
