//! Updates of many rows: at once, or a batch at a time.

use mercer_database::Kind;

use super::quotes::{quoted, quoted_list};
use super::{RenderError, Statement, sqlite};
use crate::replay::find;
use crate::{Backfill, Schema};

/// One UPDATE of all rows that need it.
pub(super) fn whole(backfill: &Backfill, kind: Kind) -> Statement {
    let condition = condition(backfill, kind);
    Statement::new(format!("{} WHERE {condition}", update(backfill, kind)))
}

/// The update of one batch. It is done when a run of it changes no row; each run changes at most
/// `batch_size` rows, so a run more than [`backfill_left`] gives batches means that the condition
/// still holds for rows that were updated.
pub fn backfill_batch(
    backfill: &Backfill,
    before: &Schema,
    kind: Kind,
) -> Result<Statement, RenderError> {
    let table = find(before, &backfill.table)?;
    let (update, condition) = (update(backfill, kind), condition(backfill, kind));
    let name = quoted(&backfill.table, kind);
    let size = backfill.batch_size.max(1);
    let sql = match kind {
        // The condition once more: in a partitioned table rows of two partitions share a ctid.
        Kind::Postgres => format!(
            "{update} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {name} WHERE {condition} \
             LIMIT {size})) AND ({condition})"
        ),
        Kind::MySql => format!("{update} WHERE {condition} LIMIT {size}"),
        Kind::Sqlite => {
            let key = match sqlite::row_id(table) {
                Some(name) => name.to_owned(),
                None => quoted_list(&table.primary_key, kind),
            };
            format!(
                "{update} WHERE ({key}) IN (SELECT {key} FROM {name} WHERE {condition} \
                 LIMIT {size})"
            )
        }
    };
    Ok(Statement::new(sql))
}

/// A query of one number, `rows_left`: the rows that still need the update.
pub fn backfill_left(backfill: &Backfill, kind: Kind) -> String {
    format!(
        "SELECT COUNT(*) AS rows_left FROM {} WHERE {}",
        quoted(&backfill.table, kind),
        condition(backfill, kind)
    )
}

fn update(backfill: &Backfill, kind: Kind) -> String {
    let table = quoted(&backfill.table, kind);
    format!("UPDATE {table} SET {}", backfill.set.of(kind))
}

fn condition(backfill: &Backfill, kind: Kind) -> &str {
    match backfill.condition.of(kind).trim() {
        "" => "1 = 1",
        condition => condition,
    }
}
