//! PostgreSQL: ALTER TABLE does everything, within the transaction.

mod columns;
mod enums;
mod keys;

use mercer_database::Kind;

use super::constraints::{check, foreign_key, unique};
use super::quotes::{quoted, text};
use super::{RenderError, Statement, columns as definitions, create_table, indexes};
use crate::replay::find;
use crate::{Operation, Schema, Table};

const KIND: Kind = Kind::Postgres;

pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    after: &Schema,
) -> Result<Vec<Statement>, RenderError> {
    if let Some(statements) = concurrent(operation) {
        return Ok(statements);
    }
    let table = operation.table();
    let name = quoted(table, KIND);
    let changed = |action: String| vec![format!("ALTER TABLE {name} {action}")];
    let named = |it: &str| quoted(it, KIND);
    let sql = match operation {
        Operation::CreateTable(table) => create_table::statements(table, "", KIND),
        Operation::DropTable(_) => vec![format!("DROP TABLE {name}")],
        Operation::RenameTable { to, .. } => changed(format!("RENAME TO {}", named(to))),
        Operation::SetTableComment { to, .. } => vec![comment("TABLE", &name, to.as_ref())],
        Operation::AddColumn { column, .. } => {
            let definition = definitions::definition(find(after, table)?, column, KIND);
            let mut sql = changed(format!("ADD COLUMN {definition}"));
            sql.extend(
                column
                    .comment
                    .as_ref()
                    .map(|_| columns::comment(table, column)),
            );
            sql
        }
        Operation::DropColumn { column, .. } => {
            changed(format!("DROP COLUMN {}", named(&column.name)))
        }
        Operation::RenameColumn { from, to, .. } => {
            changed(format!("RENAME COLUMN {} TO {}", named(from), named(to)))
        }
        Operation::AlterColumn { to, .. } => columns::alter(before, find(before, table)?, to)?,
        Operation::AlterPrimaryKey { to, .. } => keys::alter(find(before, table)?, to)?,
        Operation::AddUnique { unique: one, .. } => changed(format!("ADD {}", unique(one, KIND))),
        Operation::AddCheck { check: one, .. } => changed(format!("ADD {}", check(one, KIND))),
        Operation::AddForeignKey { key, .. } => changed(format!("ADD {}", foreign_key(key, KIND))),
        Operation::DropUnique { unique, .. } => {
            vec![drop_constraint(table, &unique.name, "unique constraint")?]
        }
        Operation::DropCheck { check, .. } => vec![drop_constraint(table, &check.name, "check")?],
        Operation::DropForeignKey { key, .. } => {
            vec![drop_constraint(table, &key.name, "foreign key")?]
        }
        Operation::AddIndex { index, .. } => vec![indexes::create(table, index, "", KIND)],
        Operation::DropIndex { index, .. } => vec![format!("DROP INDEX {}", named(&index.name))],
        Operation::RenameIndex { from, to, .. } => vec![format!(
            "ALTER INDEX {} RENAME TO {}",
            named(&from.name),
            named(to)
        )],
        Operation::CreateEnum(one) => vec![enums::create(one)],
        Operation::DropEnum(one) => vec![format!("DROP TYPE {}", named(&one.name))],
        Operation::AlterEnum { from, to } => enums::alter(before, from, to)?,
        // Rows, which are rendered for all databases alike.
        _ => Vec::new(),
    };
    Ok(sql.into_iter().map(Statement::new).collect())
}

/// Indexes that are built and dropped while others write to the table.
fn concurrent(operation: &Operation) -> Option<Vec<Statement>> {
    let sql = match operation {
        Operation::AddIndex {
            table,
            index,
            concurrently: true,
        } => vec![
            indexes::drop_left_over(&index.name),
            indexes::create(table, index, "CONCURRENTLY ", KIND),
        ],
        Operation::DropIndex {
            index,
            concurrently: true,
            ..
        } => vec![format!(
            "DROP INDEX CONCURRENTLY {}",
            quoted(&index.name, KIND)
        )],
        _ => return None,
    };
    let outside = |sql| Statement {
        sql,
        outside_transaction: true,
    };
    Some(sql.into_iter().map(outside).collect())
}

fn drop_constraint(table: &str, name: &str, what: &'static str) -> Result<String, RenderError> {
    if name.is_empty() {
        return Err(RenderError::Unnamed {
            table: table.to_owned(),
            what,
            kind: KIND,
        });
    }
    let (table, name) = (quoted(table, KIND), quoted(name, KIND));
    Ok(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))
}

/// The comments of a new table and its columns.
pub(super) fn comments(table: &Table) -> Vec<String> {
    let own = table.comment.as_ref();
    let own = own.map(|words| comment("TABLE", &quoted(&table.name, KIND), Some(words)));
    let columns = table.columns.iter().filter(|one| one.comment.is_some());
    own.into_iter()
        .chain(columns.map(|column| columns::comment(&table.name, column)))
        .collect()
}

fn comment(what: &str, quoted_name: &str, words: Option<&String>) -> String {
    let words = words.map_or("NULL".to_owned(), |words| text(words, KIND));
    format!("COMMENT ON {what} {quoted_name} IS {words}")
}
