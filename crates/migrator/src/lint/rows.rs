//! Rules that only the rows can decide, as notices: they hold for an empty table, and may not for
//! one with rows. `lint_data` asks.

use super::{Finding, Place, Severity};
use crate::{Column, Operation};

pub(super) const REQUIRED_COLUMN: &str = "required_column";
pub(super) const BECOMES_REQUIRED: &str = "becomes_required";
pub(super) const UNIQUE: &str = "unique_over_rows";
pub(super) const CHECK: &str = "check_over_rows";
pub(super) const FOREIGN_KEY: &str = "foreign_key_over_rows";

pub(super) const FILL_IN: &str =
    "give it a default, or add it as optional, fill it with a backfill, and then require it";
pub(super) const FILL_NULLS: &str = "fill the rows that have none with a backfill before it";
pub(super) const MAKE_DIFFERENT: &str =
    "merge or change the rows that are alike first, with `backfill` or `sql` before it";
pub(super) const MEND_ROWS: &str = "mend the rows that break it with a backfill before it";
pub(super) const FIND_PARENTS: &str =
    "point those rows to a row that exists, or empty them, with a backfill before it";

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    let table = place.operation.table();
    if place.past.made_table(table) {
        return;
    }
    let made = |columns: &[String]| {
        let mut columns = columns.iter();
        columns.any(|column| place.past.made_column(table, column))
    };
    let (rule, text, advice) = match place.operation {
        Operation::AddColumn { column, .. } if is_required(column) => (
            REQUIRED_COLUMN,
            format!(
                "{table}.{} is required and has no default: rows that are there have no value \
                 for it",
                column.name
            ),
            FILL_IN,
        ),
        Operation::AlterColumn { from, to, .. }
            if from.nullable && !to.nullable && !is_filled(place, from) =>
        {
            (
                BECOMES_REQUIRED,
                format!(
                    "{table}.{} becomes required: it fails on rows without a value",
                    to.name
                ),
                FILL_NULLS,
            )
        }
        Operation::AddUnique { unique, .. } => (
            UNIQUE,
            format!("{unique} on {table} fails on rows that are alike"),
            MAKE_DIFFERENT,
        ),
        Operation::AddIndex { index, .. } if index.unique => (
            UNIQUE,
            format!("{index} on {table} fails on rows that are alike"),
            MAKE_DIFFERENT,
        ),
        Operation::AlterPrimaryKey { from, to, .. }
            if !to.columns.is_empty() && from.columns != to.columns =>
        {
            (
                UNIQUE,
                format!("the primary key {to} of {table} fails on rows that are alike"),
                MAKE_DIFFERENT,
            )
        }
        Operation::AddCheck { check, .. } => (
            CHECK,
            format!("{check} fails if a row of {table} breaks it"),
            MEND_ROWS,
        ),
        Operation::AddForeignKey { key, .. } if !made(&key.columns) => (
            FOREIGN_KEY,
            format!("{key} fails on rows of {table} that refer to nothing"),
            FIND_PARENTS,
        ),
        _ => return,
    };
    found.push(place.finding(rule, Severity::Notice, text, advice));
}

/// Whether rows that are there need a value that nobody gives.
pub(super) fn is_required(column: &Column) -> bool {
    !column.nullable && column.default.is_none()
}

/// Whether the revision added the column, and gave the rows a value for it.
fn is_filled(place: &Place<'_>, column: &Column) -> bool {
    let table = place.operation.table();
    place.past.made_column(table, &column.name)
        && (column.default.is_some() || place.past.rows_changed(table).is_some())
}
