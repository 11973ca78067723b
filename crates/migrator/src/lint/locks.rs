//! Tables that are locked while all their rows are looked at.

use mercer_database::Kind;

use super::{Finding, Place, Severity};
use crate::Operation;

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    let table = place.operation.table();
    if place.past.made_table(table) {
        return;
    }
    let (text, advice) = match place.kind {
        Kind::Postgres => {
            if let Some(words) = postgres(place) {
                words
            } else {
                return;
            }
        }
        Kind::MySql => match place.operation {
            Operation::AddForeignKey { key, .. } => (
                format!(
                    "nobody can write to {table} while its rows are copied and compared with {}",
                    key.parent
                ),
                QUIET_HOUR,
            ),
            _ => return,
        },
        Kind::Sqlite => return,
    };
    found.push(place.finding("locks_table", Severity::Notice, text, advice));
}

const QUIET_HOUR: &str = "run it at a quiet hour if the table is large";

fn postgres(place: &Place<'_>) -> Option<(String, &'static str)> {
    let table = place.operation.table();
    let words = match place.operation {
        Operation::AddForeignKey { key, .. } => (
            format!(
                "nobody can write to {table} or {} while all rows are compared",
                key.parent
            ),
            "on a large table add it by `sql` as NOT VALID, and VALIDATE it in the next revision",
        ),
        Operation::AddCheck { .. } => (
            format!("nobody can read or write {table} while all its rows are checked"),
            "on a large table add it by `sql` as NOT VALID, and VALIDATE it in the next revision",
        ),
        Operation::AlterColumn { from, to, .. }
            if from.nullable
                && !to.nullable
                && from.column_type == to.column_type
                && !place.past.made_column(table, &to.name) =>
        {
            (
                format!("nobody can read or write {table} while all its rows are looked at"),
                QUIET_HOUR,
            )
        }
        Operation::AddUnique { .. } => (
            format!("nobody can read or write {table} while the index of the constraint is built"),
            "on a large table add a unique index with `concurrently = true` instead",
        ),
        Operation::AlterPrimaryKey { from, to, .. }
            if !to.columns.is_empty() && from.columns != to.columns =>
        {
            (
                format!("nobody can read or write {table} while the index of the key is built"),
                QUIET_HOUR,
            )
        }
        Operation::Backfill(_) if place.past.altered(table) => (
            format!(
                "{table} was changed earlier in this revision, so nobody can use it until all \
                 its rows are filled"
            ),
            "on a large table fill it in a revision of its own",
        ),
        _ => return None,
    };
    Some(words)
}
