//! A table dropped while foreign keys of other tables refer to it: the servers refuse that.

use mercer_database::Kind;

use super::{Finding, Place, Severity};
use crate::Operation;

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    let Operation::DropTable(dropped) = place.operation else {
        return;
    };
    // SQLite looks at the references only when the whole revision is done.
    let Some(origin) = place.past.table_origin(&dropped.name) else {
        return;
    };
    if place.kind == Kind::Sqlite {
        return;
    }
    let others = place.before.tables.iter().filter(|t| t.name != origin);
    for table in others {
        let refers = |key: &&crate::ForeignKey| {
            key.parent == origin && place.past.has_key(&table.name, &key.name)
        };
        if let Some(key) = table.foreign_keys.iter().find(refers) {
            found.push(place.finding(
                "referenced_table",
                Severity::Failure,
                format!(
                    "{} cannot be dropped while {}.{} refers to it",
                    dropped.name,
                    table.name,
                    key.columns.join(", ")
                ),
                "drop that foreign key, or that table, before it",
            ));
        }
    }
}
