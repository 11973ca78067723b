//! The SQL of a run, written out for somebody else to run.
//!
//! What the statements change is known from the replayed revisions, not from a database.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use mercer_database::Kind;

use super::bookkeeping::{self, REVISIONS};
use super::{History, RunError};
use crate::tokens::tokens;
use crate::{Operation, Revision, Schema, replay};

/// The SQL that upgrades from one revision to another, for a range such as `base:heads`.
pub fn offline_upgrade(
    history: &History,
    range: &str,
    kind: Kind,
    now: DateTime<Utc>,
) -> Result<String, RunError> {
    let ids = history.graph().offline_upgrade(range)?;
    let before: Vec<&str> = already(history, &ids);
    let mut schema = history.replay(&before)?;
    let mut script = Script::new(kind);
    if before.is_empty() {
        script.bookkeeping();
    }
    for id in ids {
        let Some(revision) = history.revision(id) else {
            continue;
        };
        script.begin(revision, "up");
        script.operations(revision, &revision.operations, &mut schema)?;
        script.line(&format!(
            "INSERT INTO {REVISIONS} (revision, hash, message, applied_at, took_milliseconds) \
             VALUES ('{}', '{}', '{}', '{}', 0)",
            revision.id,
            revision.hash(),
            text(&revision.message, kind),
            moment(now, kind)
        ));
        script.end();
    }
    Ok(script.text)
}

/// The SQL that downgrades from one revision to another, for a range such as `heads:base`.
pub fn offline_downgrade(history: &History, range: &str, kind: Kind) -> Result<String, RunError> {
    let ids = history.graph().offline_downgrade(range)?;
    let mut schema = match ids.first() {
        Some(first) => {
            let mut upto = history.graph().ancestors(first)?;
            upto.push(first);
            let all: Vec<&str> = history
                .graph()
                .ids()
                .filter(|id| upto.contains(id) || ids.contains(id))
                .collect();
            history.replay(&all)?
        }
        None => Schema::default(),
    };
    let mut script = Script::new(kind);
    for id in ids {
        let Some(revision) = history.revision(id) else {
            continue;
        };
        let operations = downgrade_operations(revision)?;
        script.begin(revision, "down");
        script.operations(revision, &operations, &mut schema)?;
        script.line(&format!(
            "DELETE FROM {REVISIONS} WHERE revision = '{}'",
            revision.id
        ));
        script.end();
    }
    Ok(script.text)
}

/// The SQL of one revision, for reading: what it does after everything that comes before it.
pub fn revision_sql(
    history: &History,
    revision: &Revision,
    kind: Kind,
) -> Result<String, RunError> {
    let mut schema = history.replay(&already(history, &[&revision.id]))?;
    let mut script = Script::new(kind);
    script.is_framed = false;
    script.operations(revision, &revision.operations, &mut schema)?;
    Ok(script.text)
}

/// The SQL that takes one revision back.
pub fn revision_down_sql(
    history: &History,
    revision: &Revision,
    kind: Kind,
) -> Result<String, RunError> {
    let mut ids = already(history, &[&revision.id]);
    ids.push(&revision.id);
    let mut schema = history.replay(&ids)?;
    let operations = downgrade_operations(revision)?;
    let mut script = Script::new(kind);
    script.is_framed = false;
    script.operations(revision, &operations, &mut schema)?;
    Ok(script.text)
}

fn downgrade_operations(revision: &Revision) -> Result<Vec<Operation>, RunError> {
    revision
        .downgrade_operations()
        .map_err(|reason| RunError::Irreversible {
            revision: revision.id.clone(),
            reason: reason.to_string(),
        })
}

/// What must have been applied before these.
fn already<'a>(history: &'a History, ids: &[&str]) -> Vec<&'a str> {
    let graph = history.graph();
    let mut before: Vec<&str> = Vec::new();
    for id in ids {
        before.extend(graph.ancestors(id).unwrap_or_default());
    }
    graph
        .ids()
        .filter(|id| before.contains(id) && !ids.contains(id))
        .collect()
}

struct Script {
    kind: Kind,
    text: String,
    in_transaction: bool,
    /// Whether transactions are written; not where one revision is only shown.
    is_framed: bool,
}

impl Script {
    fn new(kind: Kind) -> Self {
        Script {
            kind,
            text: String::new(),
            in_transaction: false,
            is_framed: true,
        }
    }

    fn line(&mut self, sql: &str) {
        let sql = sql.trim_end().trim_end_matches(';');
        let pieces = tokens(sql, self.kind);
        // MySQL's own program would end a body at its first semicolon.
        let has_body = self.kind == Kind::MySql && pieces.iter().any(|piece| piece.is_symbol(";"));
        if has_body {
            self.text.push_str("DELIMITER //\n");
        }
        self.text.push_str(sql);
        // A remark at the end would swallow the semicolon.
        let last = sql.lines().last().unwrap_or_default();
        if last.contains("--") || last.contains('#') {
            self.text.push('\n');
        }
        self.text
            .push_str(if has_body { "//\nDELIMITER ;\n" } else { ";\n" });
    }

    fn bookkeeping(&mut self) {
        for statement in bookkeeping::create_statements(self.kind) {
            self.line(&statement);
        }
        self.text.push('\n');
    }

    fn begin(&mut self, revision: &Revision, way: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.text,
            "-- {} {way}: {}",
            revision.id,
            one_line(&revision.message)
        );
        if self.kind == Kind::Sqlite {
            self.line("PRAGMA foreign_keys = OFF");
        }
        self.open();
    }

    fn open(&mut self) {
        if self.is_framed && !self.in_transaction && self.kind != Kind::MySql {
            self.line("BEGIN");
            self.in_transaction = true;
        }
    }

    fn close(&mut self) {
        if self.in_transaction {
            self.line("COMMIT");
            self.in_transaction = false;
        }
    }

    fn end(&mut self) {
        if self.kind == Kind::Sqlite {
            self.text.push_str("-- must list nothing:\n");
            self.line("PRAGMA foreign_key_check");
        }
        self.close();
        if self.kind == Kind::Sqlite {
            self.line("PRAGMA foreign_keys = ON");
        }
        self.text.push('\n');
    }

    fn operations(
        &mut self,
        revision: &Revision,
        operations: &[Operation],
        schema: &mut Schema,
    ) -> Result<(), RunError> {
        for (index, operation) in operations.iter().enumerate() {
            let rendered =
                crate::render(operation, schema, self.kind).map_err(|reason| RunError::Misfit {
                    revision: revision.id.clone(),
                    operation: index + 1,
                    what: operation.kind(),
                    reason: Box::new(reason),
                })?;
            for statement in rendered {
                if statement.outside_transaction {
                    self.close();
                } else {
                    self.open();
                }
                self.line(&statement.sql);
            }
            // A new value can be used when it has been committed.
            if matches!(operation, Operation::AlterEnum { .. }) {
                self.close();
            }
            replay(schema, operation)?;
        }
        self.open();
        Ok(())
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(words: &str, kind: Kind) -> String {
    let words = words.replace('\'', "''");
    match kind {
        Kind::MySql => words.replace('\\', "\\\\"),
        _ => words,
    }
}

fn moment(at: DateTime<Utc>, kind: Kind) -> String {
    match kind {
        Kind::Postgres => at.format("%Y-%m-%d %H:%M:%S%.6fZ").to_string(),
        Kind::MySql => at.format("%Y-%m-%d %H:%M:%S%.6f").to_string(),
        // As the SQLite driver writes moments.
        Kind::Sqlite => at.format("%Y-%m-%d %H:%M:%S%.f").to_string(),
    }
}
