//! An index built or dropped while PostgreSQL keeps everybody from the table.

use mercer_database::Kind;

use super::{Finding, Place, Severity};
use crate::Operation;

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    if place.kind != Kind::Postgres || place.past.made_table(place.operation.table()) {
        return;
    }
    let table = place.operation.table();
    let text = match place.operation {
        Operation::AddIndex {
            index,
            concurrently: false,
            ..
        } => format!(
            "nobody can write to {table} while index {} is built",
            index.name
        ),
        Operation::DropIndex {
            index,
            concurrently: false,
            ..
        } => format!(
            "nobody can read or write {table} while index {} is dropped, and dropping waits for \
             every transaction that uses the table",
            index.name
        ),
        _ => return,
    };
    found.push(place.finding(
        "index_not_concurrent",
        Severity::Notice,
        text,
        "say `concurrently = true` unless the table is small",
    ));
}
