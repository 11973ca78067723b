//! Taking one revision up or down: whole where DDL can be rolled back, by journal where not.

mod filling;
mod journaled;
mod statements;
mod undo;
mod whole;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use mercer_database::{Kind, Session};

use super::bookkeeping::REVISIONS;
use super::journal::{Key, Unfinished};
use super::rows::execute;
use super::{Direction, Event, Observer, RunError, RunOptions};
use crate::{Operation, Revision};

/// What a run works with.
pub(super) struct Run<'a> {
    pub(super) session: &'a Session,
    pub(super) options: &'a RunOptions,
    pub(super) observer: &'a mut dyn Observer,
    /// What is recorded as the moment of application.
    pub(super) now: DateTime<Utc>,
}

/// One revision, one way.
pub(super) struct Step<'a> {
    pub(super) revision: &'a Revision,
    pub(super) hash: String,
    pub(super) direction: Direction,
    pub(super) operations: Vec<Operation>,
    /// The head before it, for messages; `base` when there is none.
    pub(super) back_to: String,
}

impl<'a> Step<'a> {
    /// The revision on its way up.
    pub(super) fn up(revision: &'a Revision, back_to: String) -> Self {
        Step {
            revision,
            hash: revision.hash(),
            direction: Direction::Up,
            operations: revision.operations.clone(),
            back_to,
        }
    }

    /// The revision on its way down.
    pub(super) fn down(revision: &'a Revision, back_to: String) -> Result<Self, RunError> {
        let operations =
            revision
                .downgrade_operations()
                .map_err(|reason| RunError::Irreversible {
                    revision: revision.id.clone(),
                    reason: reason.to_string(),
                })?;
        Ok(Step {
            revision,
            hash: revision.hash(),
            direction: Direction::Down,
            operations,
            back_to,
        })
    }

    fn key(&self) -> Key<'_> {
        Key {
            revision: &self.revision.id,
            way: self.direction.word(),
            hash: &self.hash,
        }
    }

    /// Whether some of it can only run outside a transaction.
    fn leaves_transactions(&self, kind: Kind) -> bool {
        let outside = |operation: &Operation| {
            matches!(
                operation,
                Operation::AddIndex {
                    concurrently: true,
                    ..
                } | Operation::DropIndex {
                    concurrently: true,
                    ..
                } | Operation::AlterEnum { .. }
            )
        };
        kind == Kind::Postgres && self.operations.iter().any(outside)
    }
}

impl Run<'_> {
    /// Takes the revision its way and records it; tells how long it took.
    pub(super) async fn apply(
        &mut self,
        step: &Step<'_>,
        unfinished: Option<&Unfinished>,
    ) -> Result<Duration, RunError> {
        let began = Instant::now();
        self.tell(&Event::Revision {
            id: step.revision.id.clone(),
            message: step.revision.message.clone(),
            direction: step.direction,
        })?;
        let by_journal = self.session.kind() == Kind::MySql
            || unfinished.is_some()
            || step.leaves_transactions(self.session.kind());
        if by_journal {
            let past = unfinished.map_or(&[][..], |unfinished| &unfinished.steps);
            journaled::run(self, step, past, began).await?;
        } else {
            whole::run_patiently(self, step, began).await?;
        }
        let took = began.elapsed();
        self.tell(&Event::Done {
            id: step.revision.id.clone(),
            took,
        })?;
        Ok(took)
    }

    /// Tells the observer, who may break the run off.
    pub(super) fn tell(&mut self, event: &Event) -> Result<(), RunError> {
        match self.observer.event(event) {
            std::ops::ControlFlow::Continue(()) => Ok(()),
            std::ops::ControlFlow::Break(()) => Err(RunError::Interrupted),
        }
    }
}

/// Writes, or takes away, the row that says the revision is applied.
async fn record(run: &Run<'_>, step: &Step<'_>, began: Instant) -> Result<(), RunError> {
    match step.direction {
        Direction::Up => {
            insert(
                run.session,
                step.revision,
                &step.hash,
                run.now,
                began.elapsed(),
            )
            .await
        }
        Direction::Down => delete(run.session, &step.revision.id).await,
    }
}

/// Records that a revision is applied.
pub(super) async fn insert(
    session: &Session,
    revision: &Revision,
    hash: &str,
    now: DateTime<Utc>,
    took: Duration,
) -> Result<(), RunError> {
    let sql = format!(
        "INSERT INTO {REVISIONS} (revision, hash, message, applied_at, took_milliseconds) \
         VALUES (?, ?, ?, ?, ?)"
    );
    let values = vec![
        revision.id.as_str().into(),
        hash.into(),
        revision.message.as_str().into(),
        now.into(),
        i64::try_from(took.as_millis()).unwrap_or(i64::MAX).into(),
    ];
    execute(session, &sql, values).await?;
    Ok(())
}

/// Records that a revision is not applied.
pub(super) async fn delete(session: &Session, revision: &str) -> Result<(), RunError> {
    let sql = format!("DELETE FROM {REVISIONS} WHERE revision = ?");
    execute(session, &sql, vec![revision.into()]).await?;
    Ok(())
}
