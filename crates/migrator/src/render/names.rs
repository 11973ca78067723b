//! Names that are longer than a database keeps.
//!
//! PostgreSQL cuts them. Those of constraints and indexes are given by rules and may be long: they
//! are cut here as well, as the comparison does. Tables and columns are asked for by their names
//! and would not be found again, so these are refused.

use mercer_database::Kind;

use super::RenderError;
use crate::{Operation, Schema, Table};

const LONGEST_POSTGRES_BYTES: usize = 63;
const LONGEST_MYSQL_LETTERS: usize = 64;

/// The operation and the schema with the names that the database keeps.
pub(super) fn as_kept(
    operation: &Operation,
    before: &Schema,
    kind: Kind,
) -> Result<(Operation, Schema), RenderError> {
    let (mut operation, mut before) = (operation.clone(), before.clone());
    if kind == Kind::Sqlite {
        return Ok((operation, before));
    }
    for name in tables_and_columns(&operation) {
        short_enough(name, kind)?;
    }
    if kind == Kind::Postgres {
        before.tables.iter_mut().for_each(cut_all);
        match &mut operation {
            Operation::CreateTable(table) | Operation::DropTable(table) => cut_all(table),
            Operation::AddUnique { unique, .. } | Operation::DropUnique { unique, .. } => {
                cut(&mut unique.name);
            }
            Operation::AddCheck { check, .. } | Operation::DropCheck { check, .. } => {
                cut(&mut check.name);
            }
            Operation::AddIndex { index, .. } | Operation::DropIndex { index, .. } => {
                cut(&mut index.name);
            }
            Operation::RenameIndex { from, to, .. } => {
                cut(&mut from.name);
                cut(to);
            }
            Operation::AddForeignKey { key, .. } | Operation::DropForeignKey { key, .. } => {
                cut(&mut key.name);
            }
            _ => {}
        }
        return Ok((operation, before));
    }
    for name in constraints(&operation) {
        short_enough(name, kind)?;
    }
    Ok((operation, before))
}

fn tables_and_columns(operation: &Operation) -> Vec<&String> {
    match operation {
        Operation::CreateTable(table) => {
            let columns = table.columns.iter().map(|column| &column.name);
            columns.chain([&table.name]).collect()
        }
        Operation::AddColumn { column, .. } => vec![&column.name],
        Operation::RenameTable { to, .. } | Operation::RenameColumn { to, .. } => vec![to],
        Operation::CreateEnum(named) | Operation::AlterEnum { to: named, .. } => vec![&named.name],
        _ => Vec::new(),
    }
}

fn constraints(operation: &Operation) -> Vec<&String> {
    match operation {
        Operation::CreateTable(table) => {
            let uniques = table.uniques.iter().map(|unique| &unique.name);
            let checks = table.checks.iter().map(|check| &check.name);
            let indexes = table.indexes.iter().map(|index| &index.name);
            let keys = table.foreign_keys.iter().map(|key| &key.name);
            uniques.chain(checks).chain(indexes).chain(keys).collect()
        }
        Operation::AddUnique { unique, .. } => vec![&unique.name],
        Operation::AddCheck { check, .. } => vec![&check.name],
        Operation::AddIndex { index, .. } => vec![&index.name],
        Operation::RenameIndex { to, .. } => vec![to],
        Operation::AddForeignKey { key, .. } => vec![&key.name],
        _ => Vec::new(),
    }
}

fn short_enough(name: &str, kind: Kind) -> Result<(), RenderError> {
    let (length, longest, unit) = match kind {
        Kind::Postgres => (name.len(), LONGEST_POSTGRES_BYTES, "bytes"),
        _ => (name.chars().count(), LONGEST_MYSQL_LETTERS, "letters"),
    };
    if length <= longest {
        return Ok(());
    }
    Err(RenderError::NameTooLong {
        name: name.to_owned(),
        longest,
        unit,
        kind,
    })
}

fn cut_all(table: &mut Table) {
    let uniques = table.uniques.iter_mut().map(|unique| &mut unique.name);
    let checks = table.checks.iter_mut().map(|check| &mut check.name);
    let indexes = table.indexes.iter_mut().map(|index| &mut index.name);
    let keys = table.foreign_keys.iter_mut().map(|key| &mut key.name);
    uniques
        .chain(checks)
        .chain(indexes)
        .chain(keys)
        .for_each(cut);
}

fn cut(name: &mut String) {
    name.truncate(name.floor_char_boundary(LONGEST_POSTGRES_BYTES));
}
