//! A revision operation by operation, where what is done cannot be rolled back as a whole.
//!
//! What a database can take back is still one transaction: on PostgreSQL an operation, on MySQL
//! the rows of one, each with its mark in the journal.

use std::time::Instant;

use mercer_database::{Error, Kind, Session};

use super::filling::Filling;
use super::statements::{self, At};
use super::{Run, Step, record};
use crate::Operation;
use crate::run::fingerprint::{ABSENT, WHOLE, fingerprint};
use crate::run::journal::{self, Key, Recorded};
use crate::run::transaction::transaction;
use crate::run::{Event, RunError, patience};

/// Runs what is left of the revision, then records it and clears its journal in one transaction.
pub(super) async fn run(
    run: &mut Run<'_>,
    step: &Step<'_>,
    past: &[journal::Step],
    began: Instant,
) -> Result<(), RunError> {
    if past.is_empty() {
        statements::refuse_misfits(run.session, step).await?;
    }
    operations(run, step, step.key(), past).await?;
    transaction(run.session, async {
        record(run, step, began).await?;
        journal::clear(run.session, &step.revision.id).await
    })
    .await
}

/// Runs the operations that the journal does not call done.
pub(super) async fn operations(
    run: &mut Run<'_>,
    step: &Step<'_>,
    key: Key<'_>,
    past: &[journal::Step],
) -> Result<(), RunError> {
    for (index, operation) in step.operations.iter().enumerate() {
        let at = At {
            step,
            index,
            operation,
            recoverable: false,
        };
        let begun = match past.get(index) {
            Some(begun) if begun.is_done() => continue,
            Some(begun) => begun.clone(),
            None => begin(run.session, &at, key).await?,
        };
        let is_new = past.get(index).is_none();
        go_on(run, &at, key, begun, is_new).await?;
    }
    Ok(())
}

async fn begin(session: &Session, at: &At<'_>, key: Key<'_>) -> Result<journal::Step, RunError> {
    let rendered = statements::render(session, at).await?;
    let statements: Vec<_> = rendered.iter().map(Recorded::from).collect();
    let operation = i64::try_from(at.index).unwrap_or(i64::MAX);
    let fingerprint = match statements.first() {
        Some(first) if is_looked_at(session.kind(), at.operation, first) => {
            Some(fingerprint(session, at.operation).await?)
        }
        _ => None,
    };
    journal::begin(session, key, operation, &statements, fingerprint.as_deref()).await?;
    Ok(journal::Step {
        operation,
        statements,
        done: 0,
        fingerprint,
    })
}

/// Runs what is left of an operation, again and again while running transactions are in its way.
pub(super) async fn go_on(
    run: &mut Run<'_>,
    at: &At<'_>,
    key: Key<'_>,
    mut begun: journal::Step,
    is_new: bool,
) -> Result<(), RunError> {
    let mut attempt = 1;
    if !is_new {
        catch_up(run.session, at.operation, key, &mut begun).await?;
    }
    loop {
        let done = begun.done;
        let Err(error) = try_on(run, at, key, &mut begun).await else {
            return Ok(());
        };
        if begun.done > done {
            attempt = 1;
        }
        let Some(pause) = patience::pause(&error, attempt, run.options) else {
            return Err(error);
        };
        run.tell(&Event::Waiting(pause))?;
        tokio::time::sleep(pause).await;
        attempt += 1;
        catch_up(run.session, at.operation, key, &mut begun).await?;
    }
}

/// Marks the statement as done that was in flight when an earlier run or attempt ended, if it ran.
pub(super) async fn catch_up(
    session: &Session,
    operation: &Operation,
    key: Key<'_>,
    begun: &mut journal::Step,
) -> Result<(), RunError> {
    let done = begun.done;
    if begun.statements.iter().any(|statement| statement.outside) {
        // An index that was being built is there but not whole: from the beginning, which clears it
        // away.
        begun.done = 0;
    }
    if let Some(before) = begun.fingerprint.take()
        && !begun.is_done()
    {
        let now = fingerprint(session, operation).await?;
        if session.kind() == Kind::Postgres {
            let goal = match operation {
                Operation::DropIndex { .. } => ABSENT,
                _ => WHOLE,
            };
            if before != now && now == goal {
                begun.done = count(&begun.statements);
            }
        } else if before != now {
            begun.done += 1;
        }
    }
    if begun.done > done {
        journal::advance(session, key, begun.operation, begun.done).await?;
    }
    Ok(())
}

async fn try_on(
    run: &mut Run<'_>,
    at: &At<'_>,
    key: Key<'_>,
    begun: &mut journal::Step,
) -> Result<(), RunError> {
    if begun.is_done() {
        return Ok(());
    }
    let statements = begun.statements.clone();
    if let (Operation::Backfill(backfill), [statement]) = (at.operation, &statements[..]) {
        return fill(run, at, key, begun, backfill, statement).await;
    }
    if is_one_transaction(run.session.kind(), at.operation, &statements) {
        let session = run.session;
        let all = count(&statements);
        transaction(session, async {
            for statement in &statements {
                run.tell(&Event::Statement(statement.sql.clone()))?;
                statements::once(session, at, &statement.sql).await?;
                run.tell(&Event::StatementDone)?;
            }
            journal::advance(session, key, begun.operation, all).await
        })
        .await?;
        begun.done = all;
        return Ok(());
    }
    while let Some(statement) = statements.get(usize::try_from(begun.done).unwrap_or(usize::MAX)) {
        one(run, at, key, begun, statement).await?;
    }
    Ok(())
}

/// Runs a backfill: each batch is a transaction, and the last one marks it as done.
async fn fill(
    run: &mut Run<'_>,
    at: &At<'_>,
    key: Key<'_>,
    begun: &mut journal::Step,
    backfill: &crate::Backfill,
    statement: &Recorded,
) -> Result<(), RunError> {
    let session = run.session;
    let mut filling = Filling::new(backfill);
    run.tell(&Event::Statement(statement.sql.clone()))?;
    loop {
        let more = transaction(session, async {
            let more = filling.batch(session, at, &statement.sql).await?;
            if !more {
                journal::advance(session, key, begun.operation, 1).await?;
            }
            Ok(more)
        })
        .await?;
        if !more {
            begun.done = 1;
            return run.tell(&Event::StatementDone);
        }
        run.tell(&Event::Filled(filling.filled))?;
    }
}

/// Runs one statement that stands for itself.
async fn one(
    run: &mut Run<'_>,
    at: &At<'_>,
    key: Key<'_>,
    begun: &mut journal::Step,
    statement: &Recorded,
) -> Result<(), RunError> {
    let session = run.session;
    let next = begun.done + 1;
    if !is_looked_at(session.kind(), at.operation, statement) {
        transaction(session, async {
            run.tell(&Event::Statement(statement.sql.clone()))?;
            statements::once(session, at, &statement.sql).await?;
            run.tell(&Event::StatementDone)?;
            journal::advance(session, key, begun.operation, next).await
        })
        .await?;
        begun.done = next;
        return Ok(());
    }
    if begun.fingerprint.is_none() {
        let before = fingerprint(session, at.operation).await?;
        journal::in_flight(session, key, begun.operation, Some(&before)).await?;
        begun.fingerprint = Some(before);
    }
    run.tell(&Event::Statement(statement.sql.clone()))?;
    // On MySQL a change of the catalog ends this transaction by itself; rows and their mark stay
    // together.
    let with_rows = !statement.outside && matches!(at.operation, Operation::Sql(_));
    let ran = async {
        statements::once(session, at, &statement.sql).await?;
        run.tell(&Event::StatementDone)?;
        // The beginning of the next operation tells the end of this one.
        if with_rows || next < count(&begun.statements) {
            journal::advance(session, key, begun.operation, next).await?;
        }
        Ok(())
    };
    let ran = if with_rows {
        transaction(session, ran).await
    } else {
        ran.await
    };
    match ran {
        Ok(()) => {
            begun.done = next;
            begun.fingerprint = None;
            Ok(())
        }
        Err(error) => {
            // Whatever changes the table before the next run, it is not this statement. Where the
            // connection is gone it may be, and this cannot be written.
            if is_refused(&error)
                && journal::in_flight(session, key, begun.operation, None)
                    .await
                    .is_ok()
            {
                begun.fingerprint = None;
            }
            Err(error)
        }
    }
}

/// Whether the database answered that it did not do it.
fn is_refused(error: &RunError) -> bool {
    let RunError::Stopped { reason, .. } = error else {
        return false;
    };
    matches!(**reason, Error::Constraint(_)) || reason.code().is_some()
}

/// Whether the catalog is looked at to tell whether the statement ran: there is no transaction
/// that would hold it and its mark.
fn is_looked_at(kind: Kind, operation: &Operation, statement: &Recorded) -> bool {
    if statement.outside {
        return true;
    }
    let rows = matches!(
        operation,
        Operation::InsertRows(_) | Operation::DeleteRows(_) | Operation::Backfill(_)
    );
    let words_of_rows = || {
        let first = statement.sql.split_whitespace().next().unwrap_or_default();
        ["insert", "update", "delete", "replace"]
            .iter()
            .any(|word| first.eq_ignore_ascii_case(word))
    };
    let of_rows = rows || matches!(operation, Operation::Sql(_)) && words_of_rows();
    kind == Kind::MySql && !of_rows
}

/// Whether the database does the whole operation in one transaction.
fn is_one_transaction(kind: Kind, operation: &Operation, statements: &[Recorded]) -> bool {
    let outside = statements.iter().any(|statement| statement.outside);
    let rows = matches!(
        operation,
        Operation::InsertRows(_) | Operation::DeleteRows(_)
    );
    !outside && (kind != Kind::MySql || rows)
}

fn count(statements: &[Recorded]) -> i64 {
    i64::try_from(statements.len()).unwrap_or(i64::MAX)
}
