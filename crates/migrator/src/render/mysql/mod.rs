//! MySQL and MariaDB: one ALTER TABLE per operation, since each commits by itself.
//!
//! Deliberately absent: which of the two it is. What is written here both understand: MySQL from
//! 8.0.19, MariaDB from 10.5.2.

mod cover;
mod keys;

use std::fmt::Write;

use mercer_database::Kind;

use super::columns::mysql_definition;
use super::constraints::{check, foreign_key, unique};
use super::quotes::{constraint, quoted, text};
use super::{RenderError, Statement, create_table, indexes, unmodelled};
use crate::replay::{find, mentions};
use crate::{Check, Column, Index, Operation, Schema, Table};

const KIND: Kind = Kind::MySql;

pub(super) fn render(
    operation: &Operation,
    before: &Schema,
    after: &Schema,
) -> Result<Vec<Statement>, RenderError> {
    let table = operation.table();
    let name = quoted(table, KIND);
    let actions = match operation {
        Operation::CreateTable(table) => {
            indexes::all_supported(table, KIND)?;
            return Ok(statements(create_table::statements(table, "", KIND)));
        }
        Operation::DropTable(_) => return Ok(statements([format!("DROP TABLE {name}")])),
        Operation::RenameTable { to, .. } => {
            let sql = format!("RENAME TABLE {name} TO {}", quoted(to, KIND));
            return Ok(statements([sql]));
        }
        Operation::SetTableComment { to, .. } => {
            vec![format!(
                "COMMENT = {}",
                text(to.as_deref().unwrap_or(""), KIND)
            )]
        }
        Operation::AddColumn { column, .. } => {
            let definition = mysql_definition(find(after, table)?, column);
            vec![format!("ADD COLUMN {definition}")]
        }
        Operation::DropColumn { column, .. } => {
            vec![format!("DROP COLUMN {}", quoted(&column.name, KIND))]
        }
        Operation::RenameColumn { from, to, .. } => {
            rename_column(find(before, table)?, find(after, table)?, from, to)?
        }
        Operation::AlterColumn { to, .. } => {
            let after = find(after, table)?;
            vec![modify(after, to)?]
        }
        Operation::AlterPrimaryKey { .. } => {
            keys::alter(find(before, table)?, find(after, table)?)?
        }
        Operation::AddUnique { unique: one, .. } => vec![format!("ADD {}", unique(one, KIND))],
        Operation::AddCheck { check: one, .. } => vec![format!("ADD {}", check(one, KIND))],
        Operation::AddForeignKey { key, .. } => vec![format!("ADD {}", foreign_key(key, KIND))],
        Operation::DropUnique { unique, .. } => {
            named(table, &unique.name, "unique constraint")?;
            cover::drop_index(find(before, table)?, &unique.name)
        }
        Operation::DropCheck { check, .. } => drop_check(find(after, table)?, check)?,
        Operation::DropForeignKey { key, .. } => {
            named(table, &key.name, "foreign key")?;
            cover::drop_foreign_key(find(before, table)?, key)
        }
        Operation::AddIndex { index, .. } => {
            indexes::supported(table, index, KIND)?;
            vec![format!("ADD {}", indexes::mysql_clause(index))]
        }
        Operation::DropIndex { index, .. } => cover::drop_index(find(before, table)?, &index.name),
        Operation::RenameIndex { from, to, .. } => vec![rename_index(from, to)],
        // It has no enum types of its own; rows are the same for all databases.
        _ => Vec::new(),
    };
    if actions.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("ALTER TABLE {name} {}", actions.join(", "));
    Ok(statements([sql]))
}

fn statements(sql: impl IntoIterator<Item = String>) -> Vec<Statement> {
    sql.into_iter().map(Statement::new).collect()
}

/// MODIFY writes the column whole. MariaDB keeps a check that was given with the column, and is
/// called like it, only when it is given again; MySQL, which calls no check like that by itself,
/// passes `/*M! .. */` over.
fn modify(after: &Table, column: &Column) -> Result<String, RenderError> {
    unmodelled::keep(after, &column.name, KIND)?;
    let mut words = format!("MODIFY COLUMN {}", mysql_definition(after, column));
    for check in after.checks.iter().filter(|it| it.name == column.name) {
        // Writing to a String cannot fail.
        let _ = write!(words, " /*M! CHECK ({}) */", check.expression);
    }
    Ok(words)
}

/// MySQL refuses to rename a column that a check mentions, MariaDB does not; both take the check
/// away and give it back in one statement.
fn rename_column(
    before: &Table,
    after: &Table,
    from: &str,
    to: &str,
) -> Result<Vec<String>, RenderError> {
    let renaming = format!(
        "RENAME COLUMN {} TO {}",
        quoted(from, KIND),
        quoted(to, KIND)
    );
    let is_columns_own = |check: &&Check| before.columns.iter().any(|it| it.name == check.name);
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for (old, new) in before.checks.iter().zip(&after.checks) {
        let moves = mentions(&old.expression, from, Some(KIND));
        if moves && !old.name.is_empty() && !is_columns_own(&old) {
            unmodelled::keep(before, &old.name, KIND)?;
            first.push(format!("DROP CONSTRAINT {}", quoted(&old.name, KIND)));
            last.push(format!("ADD {}", check(new, KIND)));
        }
    }
    first.push(renaming);
    first.extend(last);
    Ok(first)
}

/// A check of MariaDB that was given with its column goes when the column is written without it;
/// one of the same name that was not, or MySQL's, is dropped by name. Only MariaDB reads what is in
/// `/*M! .. */`.
fn drop_check(after: &Table, check: &Check) -> Result<Vec<String>, RenderError> {
    named(&after.name, &check.name, "check")?;
    let name = quoted(&check.name, KIND);
    let own = after
        .columns
        .iter()
        .find(|column| column.name == check.name);
    Ok(match own {
        Some(column) => vec![
            format!("DROP CONSTRAINT /*M! IF EXISTS */ {name}"),
            modify(after, column)?,
        ],
        None => vec![format!("DROP CONSTRAINT {name}")],
    })
}

fn rename_index(from: &Index, to: &str) -> String {
    let (from, to) = (quoted(&from.name, KIND), quoted(to, KIND));
    format!("RENAME INDEX {from} TO {to}")
}

fn named(table: &str, name: &str, what: &'static str) -> Result<(), RenderError> {
    if !constraint(name, KIND).is_empty() {
        return Ok(());
    }
    Err(RenderError::Unnamed {
        table: table.to_owned(),
        what,
        kind: KIND,
    })
}
