//! An operation's statements: rendering them against the live schema, and running them.

use mercer_database::{Error, Kind, Session};
use sea_orm::ConnectionTrait;

use super::Step;
use crate::replay::replay_on;
use crate::run::{Direction, RunError};
use crate::{Operation, Schema, Statement, backfill_batch, inspect_connection};

/// Where in a revision something happens.
pub(super) struct At<'a> {
    pub(super) step: &'a Step<'a>,
    /// Which operation, from 0.
    pub(super) index: usize,
    pub(super) operation: &'a Operation,
    /// Whether a failure takes the whole revision back.
    pub(super) recoverable: bool,
}

/// The operation's statements for the schema as it is now.
pub(super) async fn render(session: &Session, at: &At<'_>) -> Result<Vec<Statement>, RunError> {
    let kind = session.kind();
    let before = if needs_schema(at.operation) {
        inspect_connection(session, session.kind()).await?
    } else {
        Schema::default()
    };
    render_on(&before, at, kind)
}

fn render_on(before: &Schema, at: &At<'_>, kind: Kind) -> Result<Vec<Statement>, RunError> {
    let rendered = match at.operation {
        Operation::Backfill(backfill) => {
            backfill_batch(backfill, before, kind).map(|statement| vec![statement])
        }
        other => crate::render(other, before, kind),
    };
    rendered.map_err(|reason| RunError::Misfit {
        revision: at.step.revision.id.clone(),
        operation: at.index + 1,
        what: at.operation.kind(),
        reason: Box::new(reason),
    })
}

/// Refuses a revision of which an operation does not fit the schema, before it begins: it could not
/// be rolled back. What `sql` changes is not known, nor whether the rest fits after it.
pub(super) async fn refuse_misfits(session: &Session, step: &Step<'_>) -> Result<(), RunError> {
    if !step.operations.iter().any(needs_schema) {
        return Ok(());
    }
    let kind = session.kind();
    let mut schema = inspect_connection(session, kind).await?;
    for (index, operation) in step.operations.iter().enumerate() {
        if matches!(operation, Operation::Sql(_)) {
            break;
        }
        let at = At {
            step,
            index,
            operation,
            recoverable: false,
        };
        render_on(&schema, &at, kind)?;
        replay_on(&mut schema, operation, Some(kind))?;
    }
    Ok(())
}

fn needs_schema(operation: &Operation) -> bool {
    !matches!(operation, Operation::CreateTable(_) | Operation::Sql(_))
}

/// Runs one statement once; tells how many rows it changed.
pub(super) async fn once(session: &Session, at: &At<'_>, sql: &str) -> Result<u64, RunError> {
    match session.execute_unprepared(sql).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(error) => Err(failure(session.kind(), at, sql, error.into())),
    }
}

fn failure(kind: Kind, at: &At<'_>, sql: &str, reason: Error) -> RunError {
    let revision = at.step.revision.id.clone();
    let reason = Box::new(reason);
    let (operation, what, sql) = (at.index + 1, at.operation.kind(), sql.to_owned());
    if at.recoverable && kind != Kind::MySql {
        return RunError::Failed {
            revision,
            operation,
            what,
            sql,
            reason,
        };
    }
    let back_to = (at.step.direction == Direction::Up).then(|| at.step.back_to.clone());
    RunError::Stopped {
        revision,
        operation,
        what,
        sql,
        reason,
        back_to,
    }
}
