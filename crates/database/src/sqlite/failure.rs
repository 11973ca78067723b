//! SQLite's errors, in the shape in which sqlx reports the servers'.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::ffi;
use sea_orm::{DbErr, RuntimeErr, Statement};
use sqlx::error::{DatabaseError, ErrorKind};

use super::foreign_key;
use crate::constraint::between;
use crate::{ConstraintKind, ConstraintViolation};

/// A failed statement of the embedded database.
#[derive(Debug)]
pub(crate) struct SqliteFailure {
    message: String,
    extended_code: i32,
    pub(crate) violation: Option<ConstraintViolation>,
}

/// For statements that cannot violate a constraint.
pub(super) fn failed_query(error: &rusqlite::Error) -> DbErr {
    wrap(error, None)
}

/// For a statement inside a unit; finds out which constraint it violated.
pub(super) fn failed_execution(
    connection: &Connection,
    statement: &Statement,
    error: &rusqlite::Error,
) -> DbErr {
    let mut violation = violation(error);
    if let Some(violation) = &mut violation
        && violation.kind == ConstraintKind::ForeignKey
        && let Some(found) = foreign_key::find(connection, statement)
    {
        *violation = found;
    }
    wrap(error, violation)
}

fn wrap(error: &rusqlite::Error, violation: Option<ConstraintViolation>) -> DbErr {
    let extended_code = match error {
        rusqlite::Error::SqlInputError { error, .. } => error.extended_code,
        other => other.sqlite_error().map_or(0, |code| code.extended_code),
    };
    let failure = SqliteFailure {
        message: error.to_string(),
        extended_code,
        violation,
    };
    let failure = sqlx::Error::Database(Box::new(failure));
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(failure)))
}

fn violation(error: &rusqlite::Error) -> Option<ConstraintViolation> {
    let rusqlite::Error::SqliteFailure(code, Some(message)) = error else {
        return None;
    };
    let kind = match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => ConstraintKind::Unique,
        // ON DELETE RESTRICT is a trigger inside; the store has no others.
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY | ffi::SQLITE_CONSTRAINT_TRIGGER => {
            ConstraintKind::ForeignKey
        }
        ffi::SQLITE_CONSTRAINT_CHECK => ConstraintKind::Check,
        ffi::SQLITE_CONSTRAINT_NOTNULL => ConstraintKind::NotNull,
        _ => return None,
    };
    let subject = message
        .split_once("constraint failed: ")
        .map_or("", |(_, subject)| subject);
    Some(match kind {
        // "UNIQUE constraint failed: customers.username, customers.email", or: index 'name'
        ConstraintKind::Unique | ConstraintKind::NotNull => named_by_columns(kind, subject),
        ConstraintKind::Check => ConstraintViolation {
            kind,
            table: None,
            constraint: Some(subject.to_owned()),
            columns: Vec::new(),
        },
        ConstraintKind::ForeignKey => ConstraintViolation {
            kind,
            table: None,
            constraint: None,
            columns: Vec::new(),
        },
    })
}

fn named_by_columns(kind: ConstraintKind, subject: &str) -> ConstraintViolation {
    if let Some(index) = between(subject, "index '", "'") {
        let constraint = Some(index.to_owned());
        return ConstraintViolation {
            kind,
            table: None,
            constraint,
            columns: Vec::new(),
        };
    }
    let mut table = None;
    let mut columns = Vec::new();
    for qualified in subject.split(", ") {
        if let Some((of_table, column)) = qualified.split_once('.') {
            table = Some(of_table.to_owned());
            columns.push(column.to_owned());
        }
    }
    let constraint = match (&table, kind) {
        (Some(table), ConstraintKind::Unique) => {
            Some(format!("{table}_{}_unique", columns.join("_")))
        }
        _ => None,
    };
    ConstraintViolation {
        kind,
        table,
        constraint,
        columns,
    }
}

impl SqliteFailure {
    /// Whether another connection was in the way for too long.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(
            self.extended_code & 0xff,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED
        )
    }
}

impl fmt::Display for SqliteFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for SqliteFailure {}

impl DatabaseError for SqliteFailure {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.extended_code.to_string()))
    }

    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        match self.violation.as_ref().map(|violation| violation.kind) {
            Some(ConstraintKind::Unique) => ErrorKind::UniqueViolation,
            Some(ConstraintKind::ForeignKey) => ErrorKind::ForeignKeyViolation,
            Some(ConstraintKind::Check) => ErrorKind::CheckViolation,
            Some(ConstraintKind::NotNull) => ErrorKind::NotNullViolation,
            None => ErrorKind::Other,
        }
    }
}
