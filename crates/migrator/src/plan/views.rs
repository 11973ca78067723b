//! Views that stand in the way.

use mercer_database::Kind;

use crate::tokens::tokens;
use crate::{Operation, Schema};

/// Warns of views that read what is changed. No operation knows views: a database refuses to drop
/// what they read, or leaves them broken.
pub(super) fn warn(changes: &[Operation], live: &Schema, kind: Kind, warnings: &mut Vec<String>) {
    for view in &live.views {
        let pieces = tokens(&view.sql, kind);
        let reads = |name: &str| {
            let mut names = pieces.iter().filter(|piece| piece.is_name());
            names.any(|piece| piece.text.eq_ignore_ascii_case(name))
        };
        let in_the_way = changes.iter().find(|change| match change {
            Operation::DropTable(table) => reads(&table.name),
            Operation::DropColumn { table, column } => reads(table) && reads(&column.name),
            Operation::AlterColumn { table, from, to } => {
                from.column_type != to.column_type && reads(table) && reads(&from.name)
            }
            _ => false,
        });
        if let Some(change) = in_the_way {
            warnings.push(format!(
                "view {} reads {}, which changes; drop the view before and create it again after, \
                 in `sql` operations",
                view.name,
                match change {
                    Operation::DropTable(table) => format!("table {}", table.name),
                    other => format!("{}.{}", other.table(), other.name()),
                }
            ));
        }
    }
}
