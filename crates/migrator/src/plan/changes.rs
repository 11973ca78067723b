//! Questions about a list of changes.

use crate::Index;
use crate::{IndexTerm, Operation, Table, Unique};

/// Whether this column is dropped from the table.
pub(super) fn drops_column(changes: &[Operation], table: &str, name: &str) -> bool {
    changes.iter().any(|change| {
        matches!(change, Operation::DropColumn { table: of, column } if of == table && column.name == name)
    })
}

/// Whether this table is dropped.
pub(super) fn drops_table(changes: &[Operation], name: &str) -> bool {
    changes
        .iter()
        .any(|change| matches!(change, Operation::DropTable(table) if table.name == name))
}

/// Whether this unique constraint is dropped.
pub(super) fn drops_unique(changes: &[Operation], table: &str, wanted: &Unique) -> bool {
    changes.iter().any(|change| {
        matches!(change, Operation::DropUnique { table: of, unique } if of == table && unique == wanted)
    })
}

/// Whether this index is dropped.
pub(super) fn drops_index(changes: &[Operation], table: &str, name: &str) -> bool {
    changes.iter().any(|change| {
        matches!(change, Operation::DropIndex { table: of, index, .. } if of == table && index.name == name)
    })
}

/// The names of the whole columns that the index begins with, where it is of the usual kind.
pub(super) fn leading_columns(index: &Index) -> Vec<String> {
    if index.method.is_some() {
        return Vec::new();
    }
    let column = |term: &IndexTerm| match term {
        IndexTerm::Column(name) => Some(name.clone()),
        IndexTerm::Expression(_) => None,
    };
    index
        .parts
        .iter()
        .map_while(|part| column(&part.term))
        .collect()
}

/// Warns of columns that are numbered by a sequence that no operation makes.
pub(super) fn warn_of_sequences(changes: &[Operation], warnings: &mut Vec<String>) {
    for change in changes {
        let columns = match change {
            Operation::CreateTable(table) => &table.columns[..],
            Operation::AddColumn { column, .. } | Operation::AlterColumn { to: column, .. } => {
                std::slice::from_ref(column)
            }
            _ => continue,
        };
        for column in columns {
            if let Some(default) = &column.default
                && default.starts_with("nextval(")
            {
                warnings.push(format!(
                    "{}.{} has the default {default}; that sequence has to exist, for no \
                     operation makes it",
                    change.table(),
                    column.name
                ));
            }
        }
    }
}

/// The table of this name.
pub(super) fn of_name<'a>(tables: &'a [Table], name: &str) -> Option<&'a Table> {
    tables.iter().find(|table| table.name == name)
}
