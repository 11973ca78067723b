//! One process migrates at a time.

use mercer_database::Session;

use super::{RunError, RunOptions};

/// The name under which the migration lock is held.
const LOCK: &str = "migration";

/// Does the work while no other process migrates this database.
pub(super) async fn exclusively<T>(
    session: &Session,
    options: &RunOptions,
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    let lock = session.lock(LOCK, options.lock_wait).await?;
    let result = work.await;
    let released = lock.release().await;
    let done = result?;
    released?;
    Ok(done)
}
