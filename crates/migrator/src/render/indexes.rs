//! Indexes that are not constraints.

use std::fmt::Write;

use mercer_database::Kind;

use super::RenderError;
use super::quotes::{quoted, text};
use crate::{Index, IndexPart, IndexTerm, Table};

/// CREATE INDEX, for SQLite and PostgreSQL; `how` is put before the name.
pub(super) fn create(table: &str, index: &Index, how: &str, kind: Kind) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let method = match &index.method {
        Some(method) if kind == Kind::Postgres => format!(" USING {}", built(method)),
        _ => String::new(),
    };
    let mut words = format!(
        "CREATE {unique}INDEX {how}{} ON {}{method} ({})",
        quoted(&index.name, kind),
        quoted(table, kind),
        parts(index, kind)
    );
    if let Some(predicate) = &index.predicate {
        // Writing to a String cannot fail.
        let _ = write!(words, " WHERE {predicate}");
    }
    words
}

/// The clause of MySQL's CREATE TABLE, and of its ALTER TABLE after ADD.
pub(super) fn mysql_clause(index: &Index) -> String {
    let method = index.method.as_deref().unwrap_or_default().to_uppercase();
    let (before, after) = match method.as_str() {
        "FULLTEXT" | "SPATIAL" => (format!("{method} "), String::new()),
        "" => (String::new(), String::new()),
        _ => (String::new(), format!(" USING {method}")),
    };
    let unique = if index.unique { "UNIQUE " } else { "" };
    format!(
        "{before}{unique}INDEX {} ({}){after}",
        quoted(&index.name, Kind::MySql),
        parts(index, Kind::MySql)
    )
}

fn parts(index: &Index, kind: Kind) -> String {
    let part = |part: &IndexPart| {
        let (term, nulls) = match &part.term {
            IndexTerm::Column(name) => (quoted(name, kind), ""),
            IndexTerm::Expression(text) => nulls_apart(text),
        };
        let order = if part.descending { " DESC" } else { "" };
        format!("{term}{order}{nulls}")
    };
    index.parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// NULLS FIRST and NULLS LAST stand behind DESC.
fn nulls_apart(text: &str) -> (String, &'static str) {
    for words in [" NULLS FIRST", " NULLS LAST"] {
        if let Some(term) = text.strip_suffix(words) {
            return (term.to_owned(), words);
        }
    }
    (text.to_owned(), "")
}

/// The method of an index that is whole; the catalog's reader marks one that is not.
fn built(method: &str) -> &str {
    method.strip_suffix(", invalid").unwrap_or(method)
}

/// Refuses what the database cannot build.
pub(super) fn supported(table: &str, index: &Index, kind: Kind) -> Result<(), RenderError> {
    let refused = |what, instead| {
        Err(RenderError::Unsupported {
            kind,
            what,
            table: table.to_owned(),
            name: index.name.clone(),
            instead,
        })
    };
    match kind {
        Kind::MySql if index.predicate.is_some() => refused(
            "indexes of some rows only",
            "leave its condition out, or write it as `sql` with nothing for MySQL",
        ),
        Kind::Sqlite if index.method.is_some() => refused(
            "kinds of indexes",
            "leave `method` out, or write it as `sql` with nothing for SQLite",
        ),
        _ => Ok(()),
    }
}

/// Refuses what the database cannot build of a table.
pub(super) fn all_supported(table: &Table, kind: Kind) -> Result<(), RenderError> {
    let mut indexes = table.indexes.iter();
    indexes.try_for_each(|index| supported(&table.name, index, kind))
}

/// Drops what a failed CREATE INDEX CONCURRENTLY left behind under this name.
pub(super) fn drop_left_over(name: &str) -> String {
    let quoted = quoted(name, Kind::Postgres);
    format!(
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass({}) \
         AND NOT indisvalid) THEN DROP INDEX {quoted}; END IF; END $$",
        text(&quoted, Kind::Postgres)
    )
}
