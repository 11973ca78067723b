//! The renames that declarations tell of by `renamed_from`.

use mercer_database::Kind;

use crate::replay::replay_on;
use crate::{Operation, Schema};

/// Makes the renames in the live schema and answers them. One that was made already, or whose
/// old name is still declared, is none.
pub(super) fn make(declared: &Schema, live: &mut Schema, kind: Kind) -> Vec<Operation> {
    let mut changes = Vec::new();
    let has = |schema: &Schema, name: &str| schema.tables.iter().any(|table| table.name == name);
    for table in &declared.tables {
        let to = &table.name;
        if let Some(from) = &table.renamed_from
            && has(live, from)
            && !has(live, to)
        {
            let rename = Operation::RenameTable {
                from: from.clone(),
                to: to.clone(),
            };
            made(live, rename, kind, &mut changes);
        }
    }
    for table in &declared.tables {
        for column in &table.columns {
            let Some(found) = live.tables.iter().find(|found| found.name == table.name) else {
                continue;
            };
            let has = |name: &str| found.columns.iter().any(|column| column.name == name);
            if let Some(from) = &column.renamed_from
                && has(from)
                && !has(&column.name)
            {
                let rename = Operation::RenameColumn {
                    table: table.name.clone(),
                    from: from.clone(),
                    to: column.name.clone(),
                };
                made(live, rename, kind, &mut changes);
            }
        }
    }
    changes
}

/// One that does not fit the schema is none, and appears as a drop and an addition.
fn made(live: &mut Schema, rename: Operation, kind: Kind, changes: &mut Vec<Operation>) {
    if replay_on(live, &rename, Some(kind)).is_ok() {
        changes.push(rename);
    }
}
