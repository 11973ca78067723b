//! Saying where a database stands without touching anything else in it.

use std::collections::HashSet;
use std::time::Duration;

use super::bookkeeping::{REVISIONS, STEPS};
use super::exclusive::exclusively;
use super::rows::execute;
use super::transaction::transaction;
use super::{History, RunError, RunOptions, apply, bookkeeping, current};
use chrono::{DateTime, Utc};
use mercer_database::Session;

/// Records the targets, and what comes before them, as applied, with their files as they are now;
/// forgets revisions on the same branches that come after. Returns the ids that are recorded.
///
/// With `purge` everything recorded before is forgotten first, also what the history does not know
/// and what was left half-way, which is refused without.
pub async fn stamp(
    session: &Session,
    history: &History,
    targets: &[String],
    purge: bool,
    options: &RunOptions,
    now: DateTime<Utc>,
) -> Result<Vec<String>, RunError> {
    let work = locked(session, history, targets, purge, now);
    exclusively(session, options, work).await
}

async fn locked(
    session: &Session,
    history: &History,
    targets: &[String],
    purge: bool,
    now: DateTime<Utc>,
) -> Result<Vec<String>, RunError> {
    bookkeeping::ensure_bookkeeping(session).await?;
    let applied = current(session).await?;
    if let (false, Some(unfinished)) = (purge, &applied.unfinished) {
        return Err(RunError::Halfway {
            revision: unfinished.revision.clone(),
        });
    }
    let before = if purge { Vec::new() } else { applied.ids() };
    let mut wanted: Vec<String> = before.iter().map(|&id| id.to_owned()).collect();
    for target in targets {
        let state = history.graph().state(&wanted)?;
        wanted = state
            .stamp(target)?
            .into_iter()
            .map(str::to_owned)
            .collect();
    }
    transaction(session, write(session, history, &wanted, now)).await?;
    Ok(wanted)
}

async fn write(
    session: &Session,
    history: &History,
    wanted: &[String],
    now: DateTime<Utc>,
) -> Result<(), RunError> {
    let stays: HashSet<&str> = wanted.iter().map(String::as_str).collect();
    let applied = current(session).await?;
    execute(session, &format!("DELETE FROM {STEPS}"), Vec::new()).await?;
    execute(session, &format!("DELETE FROM {REVISIONS}"), Vec::new()).await?;
    for id in history.graph().ids().filter(|id| stays.contains(id)) {
        let Some(revision) = history.revision(id) else {
            continue;
        };
        // What was applied before keeps its time; its hash becomes that of the file.
        let old = applied.revisions.iter().find(|row| row.revision == id);
        let at = old.map_or(now, |row| row.applied_at);
        let took = old.map_or(0, |row| row.took_milliseconds);
        let took = Duration::from_millis(u64::try_from(took).unwrap_or_default());
        apply::insert(session, revision, &revision.hash(), at, took).await?;
    }
    Ok(())
}
