//! Constraint violations, told alike by all three databases.
//!
//! The naming convention that makes them alike: a unique constraint is called
//! `{table}_{columns joined by _}_unique`, a foreign key `{table}_{column}_foreign`. SQLite reports
//! no names for these two, so its driver builds them; the servers report the declared name.

use std::fmt;

use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::sqlite::SqliteFailure;

/// Which kind of rule a row broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// Another row has the same value.
    Unique,
    /// The row refers to one that does not exist, or is referred to by one.
    ForeignKey,
    /// A CHECK said no.
    Check,
    /// A value is missing.
    NotNull,
}

/// A row that the database refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConstraintViolation {
    /// The kind of rule.
    pub kind: ConstraintKind,
    /// The table that declares the rule, where the database tells.
    pub table: Option<String>,
    /// The rule's name, where it has one.
    pub constraint: Option<String>,
    /// The columns of the rule, where the database tells.
    pub columns: Vec<String>,
}

impl ConstraintViolation {
    /// Whether the violated rule bears this name.
    pub fn is(&self, constraint: &str) -> bool {
        self.constraint.as_deref() == Some(constraint)
    }
}

impl fmt::Display for ConstraintViolation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self.kind {
            ConstraintKind::Unique => "a row with the same value exists",
            ConstraintKind::ForeignKey => "a row that is referred to is missing or still in use",
            ConstraintKind::Check => "a value is outside what the table allows",
            ConstraintKind::NotNull => "a value is missing",
        };
        formatter.write_str(rule)?;
        if let Some(constraint) = &self.constraint {
            write!(formatter, " (constraint {constraint})")?;
        }
        if let Some(table) = &self.table {
            write!(formatter, " in {table}")?;
        }
        if !self.columns.is_empty() {
            write!(formatter, ": {}", self.columns.join(", "))?;
        }
        Ok(())
    }
}

/// Reads the violation out of a driver's error; `None` if it is no violation.
pub(crate) fn violation(error: &dyn DatabaseError) -> Option<ConstraintViolation> {
    if let Some(failure) = error.try_downcast_ref::<SqliteFailure>() {
        return failure.violation.clone();
    }
    if let Some(failure) = error.try_downcast_ref::<PgDatabaseError>() {
        return postgres_violation(failure);
    }
    mysql_violation(error.try_downcast_ref::<MySqlDatabaseError>()?)
}

fn postgres_violation(error: &PgDatabaseError) -> Option<ConstraintViolation> {
    let kind = match error.code() {
        "23505" => ConstraintKind::Unique,
        "23503" => ConstraintKind::ForeignKey,
        "23514" => ConstraintKind::Check,
        "23502" => ConstraintKind::NotNull,
        _ => return None,
    };
    let columns = match error.column() {
        Some(column) => vec![column.to_owned()],
        // "Key (username, email)=(..) already exists."
        None => error
            .detail()
            .and_then(|detail| between(detail, "Key (", ")="))
            .map(|list| {
                list.split(", ")
                    .map(|name| name.trim_matches('"').to_owned())
                    .collect()
            })
            .unwrap_or_default(),
    };
    Some(ConstraintViolation {
        kind,
        table: error.table().map(str::to_owned),
        constraint: error.constraint().map(str::to_owned),
        columns,
    })
}

fn mysql_violation(error: &MySqlDatabaseError) -> Option<ConstraintViolation> {
    let message = error.message();
    let (kind, table, constraint, column) = match error.number() {
        // Duplicate entry 'x' for key 'name' (MySQL writes 'table.name')
        1062 => {
            let key = message
                .rsplit_once("for key '")
                .map(|(_, key)| key.trim_end_matches('\''));
            let name = key.map(|key| key.rsplit('.').next().unwrap_or(key).to_owned());
            (ConstraintKind::Unique, None, name, None)
        }
        // .. a foreign key constraint fails (`db`.`table`, CONSTRAINT `name` FOREIGN KEY (`column`) ..
        1451 | 1452 => (
            ConstraintKind::ForeignKey,
            between(message, "`.`", "`").map(str::to_owned),
            between(message, "CONSTRAINT `", "`").map(str::to_owned),
            between(message, "FOREIGN KEY (`", "`").map(str::to_owned),
        ),
        // CONSTRAINT `name` failed for `db`.`table`; MySQL: Check constraint 'name' is violated.
        4025 | 3819 => (
            ConstraintKind::Check,
            between(message, "`.`", "`").map(str::to_owned),
            between(message, "CONSTRAINT `", "`")
                .or_else(|| between(message, "constraint '", "'"))
                .map(|name| name.rsplit('.').next().unwrap_or(name).to_owned()),
            None,
        ),
        1048 | 1364 => (
            ConstraintKind::NotNull,
            None,
            None,
            between(message, "'", "'").map(str::to_owned),
        ),
        _ => return None,
    };
    Some(ConstraintViolation {
        kind,
        table,
        constraint,
        columns: column.into_iter().collect(),
    })
}

/// The text between the first `start` and the next `end` after it.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let rest = &text[text.find(start)? + start.len()..];
    rest.find(end).map(|position| &rest[..position])
}
