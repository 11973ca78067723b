//! Tables that are copied row by row.

use mercer_database::Kind;

use super::loss::is_generated;
use super::narrowing::{known, whole_digits};
use super::rows::is_required;
use super::{Finding, Place, Severity};
use crate::tokens::tokens;
use crate::{Column, ColumnType, IndexTerm, Operation, Table};

/// Functions that give another value for each row, so that a default cannot be kept in one place.
const VOLATILE: [&str; 8] = [
    "random",
    "gen_random_uuid",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
    "clock_timestamp",
    "timeofday",
    "nextval",
];

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    let table = place.operation.table();
    if table.is_empty() || place.past.made_table(table) {
        return;
    }
    let rewrites = match place.kind {
        Kind::Postgres => on_postgres(place.operation),
        Kind::MySql => on_mysql(place.operation),
        Kind::Sqlite => on_sqlite(place),
    };
    if !rewrites {
        return;
    }
    let (meanwhile, advice) = match place.kind {
        Kind::Sqlite => (
            "nobody else writes to the file",
            "see that the disk has room for the table a second time",
        ),
        Kind::Postgres => (
            "nobody can read or write it",
            "on a large table add a new column, fill it, and change over in later revisions",
        ),
        Kind::MySql => (
            "writing may have to wait",
            "run it at a quiet hour if the table is large",
        ),
    };
    found.push(place.finding(
        "table_rewrite",
        Severity::Notice,
        format!("all rows of {table} are copied, and {meanwhile} meanwhile"),
        advice,
    ));
}

fn on_postgres(operation: &Operation) -> bool {
    match operation {
        Operation::AlterColumn { from, to, .. } => {
            is_generated(to) != is_generated(from) && is_generated(to)
                || !keeps_postgres_form(&from.column_type, &to.column_type)
        }
        Operation::AddColumn { column, .. } => {
            let default = column.default.as_deref().unwrap_or_default();
            let pieces = tokens(default, Kind::Postgres);
            let volatile = |word: &str| pieces.iter().any(|piece| piece.is_word(word));
            pieces
                .first()
                .is_some_and(|first| first.is_word("generated"))
                || VOLATILE.into_iter().any(volatile)
        }
        _ => false,
    }
}

/// Whether PostgreSQL stores the values of both types alike and every one of the first is one of
/// the second, so that it only changes the catalog.
fn keeps_postgres_form(from: &ColumnType, to: &ColumnType) -> bool {
    match (&known(from), &known(to)) {
        (ColumnType::Text(_), ColumnType::LongText) => true,
        (ColumnType::Text(before), ColumnType::Text(after)) => before <= after,
        (ColumnType::Decimal(before, after), ColumnType::Decimal(to_before, to_after)) => {
            after == to_after
                && whole_digits(*before, *after) <= whole_digits(*to_before, *to_after)
        }
        (before, after) => before == after,
    }
}

fn on_mysql(operation: &Operation) -> bool {
    match operation {
        Operation::AlterColumn { from, to, .. } => {
            from.nullable != to.nullable
                || is_generated(from) != is_generated(to)
                || !keeps_mysql_form(&from.column_type, &to.column_type)
        }
        Operation::AlterPrimaryKey { .. } | Operation::AddCheck { .. } => true,
        Operation::AddColumn { column, .. } => {
            let default = column.default.as_deref().unwrap_or_default();
            is_generated(column) && default.to_uppercase().contains("STORED")
        }
        _ => false,
    }
}

/// Whether MySQL widens the text in place: as long as its length fits the same number of bytes,
/// with four bytes to a character.
fn keeps_mysql_form(from: &ColumnType, to: &ColumnType) -> bool {
    match (from, to) {
        (ColumnType::Text(before), ColumnType::Text(after)) => {
            before <= after && (*before > 63) == (*after > 63)
        }
        (before, after) => before == after,
    }
}

/// SQLite can add, rename and (mostly) drop columns; for all else the table is made anew.
fn on_sqlite(place: &Place<'_>) -> bool {
    match place.operation {
        Operation::AlterColumn { from, to, .. } => {
            let without_comment = Column {
                comment: from.comment.clone(),
                ..to.clone()
            };
            *from != without_comment
        }
        Operation::AlterPrimaryKey { .. }
        | Operation::AddUnique { .. }
        | Operation::DropUnique { .. }
        | Operation::AddCheck { .. }
        | Operation::DropCheck { .. }
        | Operation::AddForeignKey { .. }
        | Operation::DropForeignKey { .. } => true,
        Operation::AddColumn { column, .. } => {
            let default = column.default.as_deref().unwrap_or_default().to_uppercase();
            is_required(column)
                || default.starts_with("CURRENT_")
                || default.starts_with('(')
                || (is_generated(column) && default.contains("STORED"))
        }
        Operation::DropColumn { table, column } => {
            let origin = place.past.table_origin(table);
            let tables = &place.before.tables;
            let before = tables.iter().find(|t| Some(&t.name) == origin.as_ref());
            before.is_some_and(|before| is_bound(before, &column.name))
        }
        _ => false,
    }
}

/// Whether a constraint or an index of the table has to do with the column.
fn is_bound(table: &Table, column: &str) -> bool {
    let names = |text: &str| {
        let pieces = tokens(text, Kind::Sqlite);
        let mut pieces = pieces.into_iter();
        pieces.any(|piece| piece.is_name() && piece.text.eq_ignore_ascii_case(column))
    };
    let listed = |columns: &[String]| columns.iter().any(|listed| listed == column);
    let indexed = |term: &IndexTerm| match term {
        IndexTerm::Column(name) => name == column,
        IndexTerm::Expression(text) => names(text),
    };
    listed(&table.primary_key)
        || table.uniques.iter().any(|unique| listed(&unique.columns))
        || table.checks.iter().any(|check| names(&check.expression))
        || table.foreign_keys.iter().any(|key| listed(&key.columns))
        || table.indexes.iter().any(|index| {
            index.predicate.as_deref().is_some_and(names)
                || index.parts.iter().any(|part| indexed(&part.term))
        })
}
