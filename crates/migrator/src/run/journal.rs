//! How far a revision came where its statements cannot be rolled back: one row per operation, with
//! its statements as they were rendered and how many of them are done.
//!
//! Before a statement that changes a table runs, a fingerprint of the table is recorded. A run that
//! finds one looks at the table again: the same means that the statement did not run. That a
//! statement is done is written down where no fingerprint would tell: rows, in one transaction with
//! them, and a statement with others behind it. The beginning of the next operation says the rest.

use mercer_database::Session;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::bookkeeping::STEPS;
use super::rows::{execute, query};
use super::{Direction, RunError};
use crate::Statement;

/// A revision that was left half-way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Its id.
    pub revision: String,
    /// Which way it was going.
    pub direction: Direction,
    /// Whether what was done on the way up was already being taken back.
    pub undoing: bool,
    /// The hash of its file then.
    pub(super) hash: String,
    /// The operations begun on the way, in order.
    pub(super) steps: Vec<Step>,
    /// The operations begun while taking back.
    pub(super) undone: Vec<Step>,
}

/// One operation in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Which operation of the revision, from 0.
    pub(super) operation: i64,
    /// Its statements.
    pub(super) statements: Vec<Recorded>,
    /// How many of them are done.
    pub(super) done: i64,
    /// What the table looked like before the statement in flight.
    pub(super) fingerprint: Option<String>,
}

/// A statement as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recorded {
    pub(super) sql: String,
    pub(super) outside: bool,
}

/// Whose journal it is.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) revision: &'a str,
    /// `up`, `down`, or `undo` while an unfinished `up` is taken back.
    pub(super) way: &'static str,
    pub(super) hash: &'a str,
}

/// The way of an unfinished upgrade that is taken back.
pub(super) const UNDO: &str = "undo";

impl Step {
    /// Whether all of it is done.
    pub(super) fn is_done(&self) -> bool {
        usize::try_from(self.done).is_ok_and(|done| done >= self.statements.len())
    }
}

impl From<&Statement> for Recorded {
    fn from(statement: &Statement) -> Self {
        Recorded {
            sql: statement.sql.clone(),
            outside: statement.outside_transaction,
        }
    }
}

/// The revision that was left half-way, if one was. There is never more than one.
pub(super) async fn unfinished<C: ConnectionTrait>(
    session: &C,
) -> Result<Option<Unfinished>, RunError> {
    let sql = format!(
        "SELECT revision, direction, operation, hash, statements, done, fingerprint FROM {STEPS} \
         ORDER BY operation"
    );
    let mut found: Option<Unfinished> = None;
    for row in query(session, &sql, Vec::new()).await? {
        let way: String = row.try_get("", "direction")?;
        let statements: String = row.try_get("", "statements")?;
        let step = Step {
            operation: row.try_get("", "operation")?,
            statements: serde_json::from_str(&statements).map_err(|_| RunError::Journal)?,
            done: row.try_get("", "done")?,
            fingerprint: row.try_get("", "fingerprint")?,
        };
        if found.is_none() {
            found = Some(Unfinished {
                revision: row.try_get("", "revision")?,
                direction: Direction::Up,
                undoing: false,
                hash: row.try_get("", "hash")?,
                steps: Vec::new(),
                undone: Vec::new(),
            });
        }
        if let Some(unfinished) = &mut found {
            match way.as_str() {
                UNDO => {
                    unfinished.undoing = true;
                    unfinished.undone.push(step);
                }
                word => {
                    if word == Direction::Down.word() {
                        unfinished.direction = Direction::Down;
                    }
                    unfinished.steps.push(step);
                }
            }
        }
    }
    if let Some(unfinished) = &mut found {
        close(&mut unfinished.steps);
        close(&mut unfinished.undone);
    }
    Ok(found)
}

/// An operation begins when the one before it has ended.
fn close(steps: &mut [Step]) {
    let before_last = steps.len().saturating_sub(1);
    for step in &mut steps[..before_last] {
        step.done = i64::try_from(step.statements.len()).unwrap_or(i64::MAX);
        step.fingerprint = None;
    }
}

/// Records that an operation begins, and with it that the one before it has ended.
pub(super) async fn begin(
    session: &Session,
    key: Key<'_>,
    operation: i64,
    statements: &[Recorded],
    fingerprint: Option<&str>,
) -> Result<(), RunError> {
    let sql = format!(
        "INSERT INTO {STEPS} (revision, direction, operation, hash, statements, done, fingerprint) \
         VALUES (?, ?, ?, ?, ?, 0, ?)"
    );
    let text = serde_json::to_string(statements).expect("texts and booleans can be written");
    let values = vec![
        key.revision.into(),
        key.way.into(),
        operation.into(),
        key.hash.into(),
        text.into(),
        fingerprint.map(str::to_owned).into(),
    ];
    execute(session, &sql, values).await?;
    Ok(())
}

/// Records what the table looks like before the next statement; nothing when none is in flight.
pub(super) async fn in_flight(
    session: &Session,
    key: Key<'_>,
    operation: i64,
    fingerprint: Option<&str>,
) -> Result<(), RunError> {
    let sql = format!(
        "UPDATE {STEPS} SET fingerprint = ? \
         WHERE revision = ? AND direction = ? AND operation = ?"
    );
    let values = vec![
        fingerprint.map(str::to_owned).into(),
        key.revision.into(),
        key.way.into(),
        operation.into(),
    ];
    execute(session, &sql, values).await?;
    Ok(())
}

/// Records how many statements of the operation are done.
pub(super) async fn advance(
    session: &Session,
    key: Key<'_>,
    operation: i64,
    done: i64,
) -> Result<(), RunError> {
    let sql = format!(
        "UPDATE {STEPS} SET done = ?, fingerprint = NULL \
         WHERE revision = ? AND direction = ? AND operation = ?"
    );
    let values = vec![
        done.into(),
        key.revision.into(),
        key.way.into(),
        operation.into(),
    ];
    execute(session, &sql, values).await?;
    Ok(())
}

/// Forgets the revision's operations: it is done, or taken back.
pub(super) async fn clear(session: &Session, revision: &str) -> Result<(), RunError> {
    let sql = format!("DELETE FROM {STEPS} WHERE revision = ?");
    execute(session, &sql, vec![revision.into()]).await?;
    Ok(())
}
