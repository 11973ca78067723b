//! The primary key: its columns in order, its numbering, and storing rows in its order.

use mercer_database::Kind;

use crate::Table;
use crate::{Operation, PrimaryKey};

/// `clustered` is what the declaration says: a database without the choice does not know it, and
/// the operation may be carried to one that does.
pub(super) fn compare(
    declared: &Table,
    live: &Table,
    clustered: bool,
    kind: Kind,
    changes: &mut Vec<Operation>,
) {
    let (mut from, mut to) = (key(live), key(declared));
    if from == to {
        return;
    }
    if kind != Kind::Sqlite {
        (from.clustered, to.clustered) = (clustered, clustered);
    }
    changes.push(Operation::AlterPrimaryKey {
        table: declared.name.clone(),
        from,
        to,
    });
}

fn key(table: &Table) -> PrimaryKey {
    PrimaryKey {
        columns: table.primary_key.clone(),
        identity: table.identity,
        clustered: table.clustered,
    }
}
