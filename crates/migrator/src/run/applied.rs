//! Where a database stands.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::bookkeeping::{self, REVISIONS, STEPS};
use super::journal::{self, Unfinished};
use super::rows;
use super::{History, RunError};
use crate::graph::State;

/// One applied revision, as the database remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedRevision {
    /// Its id.
    pub revision: String,
    /// The hash of its file when it was applied.
    pub hash: String,
    /// Its message then.
    pub message: String,
    /// When it was applied.
    pub applied_at: DateTime<Utc>,
    /// How long it took; 0 when it was stamped.
    pub took_milliseconds: i64,
}

/// Where a database stands.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// Whether the bookkeeping tables are there.
    pub managed: bool,
    /// Whether there are tables besides them.
    pub holds_tables: bool,
    /// The applied revisions by the moment of their application, those of one run by their ids.
    pub revisions: Vec<AppliedRevision>,
    /// A revision that was left half-way, where DDL cannot be taken back.
    pub unfinished: Option<Unfinished>,
}

/// Reads where the database stands. Changes nothing.
pub async fn current<C: ConnectionTrait>(session: &C) -> Result<Applied, RunError> {
    let tables = bookkeeping::tables(session).await?;
    let mut applied = Applied {
        managed: tables.iter().any(|name| name == REVISIONS),
        holds_tables: tables.iter().any(|name| name != REVISIONS && name != STEPS),
        ..Applied::default()
    };
    if !applied.managed {
        return Ok(applied);
    }
    let sql = format!(
        "SELECT revision, hash, message, applied_at, took_milliseconds FROM {REVISIONS} \
         ORDER BY applied_at, revision"
    );
    for row in rows::query(session, &sql, Vec::new()).await? {
        applied.revisions.push(AppliedRevision {
            revision: row.try_get("", "revision")?,
            hash: row.try_get("", "hash")?,
            message: row.try_get("", "message")?,
            applied_at: row.try_get("", "applied_at")?,
            took_milliseconds: row.try_get("", "took_milliseconds")?,
        });
    }
    if tables.iter().any(|name| name == STEPS) {
        applied.unfinished = journal::unfinished(session).await?;
    }
    Ok(applied)
}

impl Applied {
    /// The ids of the applied revisions.
    pub fn ids(&self) -> Vec<&str> {
        self.revisions
            .iter()
            .map(|applied| applied.revision.as_str())
            .collect()
    }

    /// What the graph makes of it.
    ///
    /// # Errors
    /// When the database has revisions that the history does not know: it is ahead.
    pub fn state<'a>(&self, history: &'a History) -> Result<State<'a>, RunError> {
        Ok(history.graph().state(&self.ids())?)
    }

    /// The applied revisions whose files have changed since.
    pub fn tampered(&self, history: &History) -> Vec<String> {
        let changed = |applied: &&AppliedRevision| {
            let known = history.revision(&applied.revision);
            known.is_some_and(|revision| revision.hash() != applied.hash)
        };
        let changed = self.revisions.iter().filter(changed);
        changed.map(|applied| applied.revision.clone()).collect()
    }

    /// Refuses a history whose applied revisions have changed.
    pub(super) fn refuse_tampered(&self, history: &History) -> Result<(), RunError> {
        match self.tampered(history) {
            revisions if revisions.is_empty() => Ok(()),
            revisions => Err(RunError::Tampered { revisions }),
        }
    }
}
