//! SQLite: what its ALTER TABLE does well is left to it, everything else rebuilds the table.

mod probe;
mod rebuild;

use mercer_database::Kind;

use super::columns::{definition, is_literal, is_null};
use super::quotes::quoted;
use super::{RenderError, Statement, create_table, indexes};
use crate::replay::{find, is_generated};
use crate::{Column, Operation, Schema, Table};

use rebuild::rebuild;

const KIND: Kind = Kind::Sqlite;

pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    after: &Schema,
) -> Result<Vec<Statement>, RenderError> {
    let table = operation.table();
    let name = quoted(table, KIND);
    let rebuilt = || rebuild(before, after, table);
    let sql = match operation {
        Operation::CreateTable(table) => {
            indexes::all_supported(table, KIND)?;
            create_table::statements(table, "", KIND)
        }
        Operation::DropTable(_) => vec![format!("DROP TABLE {name}")],
        Operation::RenameTable { to, .. } => {
            vec![format!("ALTER TABLE {name} RENAME TO {}", quoted(to, KIND))]
        }
        Operation::AddColumn { column, .. } => {
            if !can_be_added(column) {
                return rebuilt();
            }
            let definition = definition(find(after, table)?, column, KIND);
            vec![format!("ALTER TABLE {name} ADD COLUMN {definition}")]
        }
        Operation::DropColumn { column, .. } => {
            let column = quoted(&column.name, KIND);
            vec![format!("ALTER TABLE {name} DROP COLUMN {column}")]
        }
        Operation::RenameColumn { from, to, .. } => {
            let (from, to) = (quoted(from, KIND), quoted(to, KIND));
            vec![format!("ALTER TABLE {name} RENAME COLUMN {from} TO {to}")]
        }
        Operation::AlterColumn { to, .. } => {
            if same_words(find(before, table)?, find(after, table)?, &to.name) {
                return Ok(Vec::new());
            }
            return rebuilt();
        }
        Operation::AddIndex { index, .. } => {
            indexes::supported(table, index, KIND)?;
            vec![indexes::create(table, index, "", KIND)]
        }
        Operation::DropIndex { index, .. } => {
            vec![format!("DROP INDEX {}", quoted(&index.name, KIND))]
        }
        Operation::RenameIndex { from, to, .. } => {
            let mut renamed = find(after, table)?.indexes.iter();
            let renamed = renamed.find(|index| index.name == *to).unwrap_or(from);
            vec![
                format!("DROP INDEX {}", quoted(&from.name, KIND)),
                indexes::create(table, renamed, "", KIND),
            ]
        }
        Operation::AlterPrimaryKey { .. }
        | Operation::AddUnique { .. }
        | Operation::DropUnique { .. }
        | Operation::AddCheck { .. }
        | Operation::DropCheck { .. }
        | Operation::AddForeignKey { .. }
        | Operation::DropForeignKey { .. } => return rebuilt(),
        // SQLite keeps no comments and has no enum types; rows are the same for all databases.
        _ => Vec::new(),
    };
    Ok(sql.into_iter().map(Statement::new).collect())
}

/// Whether ADD COLUMN takes it, whatever rows there are.
fn can_be_added(column: &Column) -> bool {
    match column.default.as_deref() {
        None => column.nullable,
        Some(text) if is_generated(text) => !text.to_ascii_uppercase().contains("STORED"),
        Some(text) => is_literal(text) && (column.nullable || !is_null(text)),
    }
}

/// Whether the column reads the same in the text of both tables: SQLite keeps no comments.
fn same_words(before: &Table, after: &Table, name: &str) -> bool {
    let words = |table: &Table| {
        let column = table.columns.iter().find(|column| column.name == name);
        column.map(|column| definition(table, column, KIND))
    };
    words(before) == words(after)
}

/// A name by which the table's rows have a number, where they have one.
pub(super) fn row_id(table: &Table) -> Option<&'static str> {
    let hidden = |name: &&&str| {
        let mut columns = table.columns.iter();
        !columns.any(|column| column.name.eq_ignore_ascii_case(name))
    };
    let names = ["rowid", "_rowid_", "oid"];
    let found = names.iter().find(hidden).copied();
    found.filter(|_| !table.clustered)
}
