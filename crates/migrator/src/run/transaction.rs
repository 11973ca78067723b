//! One transaction on the migrating connection.

use mercer_database::{Kind, Session};
use sea_orm::ConnectionTrait;

use super::RunError;

/// Commits what the work did, or rolls it back when it or the commit fails.
pub(super) async fn transaction<T>(
    session: &Session,
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    // On SQLite a transaction that begins by reading may be refused its first change.
    let begin = match session.kind() {
        Kind::Sqlite => "BEGIN IMMEDIATE",
        _ => "BEGIN",
    };
    session.execute_unprepared(begin).await?;
    let mut result = work.await;
    if result.is_ok()
        && let Err(error) = session.execute_unprepared("COMMIT").await
    {
        result = Err(error.into());
    }
    if result.is_err() {
        // The connection may be gone, and with it the transaction.
        let _ = session.execute_unprepared("ROLLBACK").await;
    }
    result
}
