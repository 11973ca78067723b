//! The order of operations.

use super::changes::of_name;
use super::tables;
use crate::normalise::is_generated;
use crate::{Operation, Schema};

/// Puts changes in an order in which each can be made. `live` has its new names.
pub(super) fn ordered(changes: Vec<Operation>, live: &Schema) -> Vec<Operation> {
    let mut created = Vec::new();
    let mut dropped = Vec::new();
    let mut operations = Vec::new();
    for change in changes {
        match change {
            Operation::CreateTable(table) => created.push(*table),
            Operation::DropTable(table) => dropped.push(*table),
            other => operations.push(other),
        }
    }
    operations.extend(tables::creations(created));
    operations.extend(tables::drops(dropped));
    let steps: Vec<_> = operations
        .iter()
        .map(|operation| step(operation, &operations, live))
        .collect();
    let mut ordered: Vec<_> = steps.into_iter().zip(operations).collect();
    // Stable: within a step the order of the comparison stays.
    ordered.sort_by_key(|(step, _)| *step);
    ordered
        .into_iter()
        .map(|(_, operation)| operation)
        .collect()
}

/// When an operation's turn comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    RenameTables,
    RenameColumns,
    DropForeignKeys,
    // Early, for on some databases names of indexes and types are unique over all tables.
    DropTables,
    DropChecks,
    DropIndexes,
    DropUniques,
    CreateEnums,
    AlterEnums,
    // Those computed from others, and those whose name is taken again in other capitals.
    DropColumnsInTheWay,
    AddColumns,
    AlterColumns,
    AddGeneratedColumns,
    AlterPrimaryKeys,
    // What was in the key may be NULL only now.
    AlterColumnsOfOldKeys,
    // Late, for a table may not be without columns at any time, nor its key.
    DropColumns,
    RenameIndexes,
    AddUniques,
    AddIndexes,
    AddChecks,
    SetComments,
    CreateTables,
    AddForeignKeys,
    DropEnums,
    Rest,
}

fn step(operation: &Operation, all: &[Operation], live: &Schema) -> Step {
    match operation {
        Operation::RenameTable { .. } => Step::RenameTables,
        Operation::RenameColumn { .. } => Step::RenameColumns,
        Operation::DropForeignKey { .. } => Step::DropForeignKeys,
        Operation::DropTable(_) => Step::DropTables,
        Operation::DropCheck { .. } => Step::DropChecks,
        Operation::DropIndex { .. } => Step::DropIndexes,
        Operation::DropUnique { .. } => Step::DropUniques,
        Operation::CreateEnum(_) => Step::CreateEnums,
        Operation::AlterEnum { .. } => Step::AlterEnums,
        Operation::DropColumn { table, column } => {
            let adds_it = |change: &Operation| {
                matches!(change,
                Operation::AddColumn { table: of, column: added }
                    if of == table && added.name.eq_ignore_ascii_case(&column.name))
            };
            if is_generated(column) || all.iter().any(adds_it) {
                Step::DropColumnsInTheWay
            } else {
                Step::DropColumns
            }
        }
        Operation::AddColumn { column, .. } if is_generated(column) => Step::AddGeneratedColumns,
        Operation::AddColumn { .. } => Step::AddColumns,
        Operation::AlterColumn { table, from, to } => {
            let table = of_name(&live.tables, table);
            let was_key = table.is_some_and(|table| table.primary_key.contains(&from.name));
            if was_key && to.nullable {
                Step::AlterColumnsOfOldKeys
            } else {
                Step::AlterColumns
            }
        }
        Operation::AlterPrimaryKey { .. } => Step::AlterPrimaryKeys,
        Operation::RenameIndex { .. } => Step::RenameIndexes,
        Operation::AddUnique { .. } => Step::AddUniques,
        Operation::AddIndex { .. } => Step::AddIndexes,
        Operation::AddCheck { .. } => Step::AddChecks,
        Operation::SetTableComment { .. } => Step::SetComments,
        Operation::CreateTable(_) => Step::CreateTables,
        Operation::AddForeignKey { .. } => Step::AddForeignKeys,
        Operation::DropEnum(_) => Step::DropEnums,
        Operation::InsertRows(_)
        | Operation::DeleteRows(_)
        | Operation::Backfill(_)
        | Operation::Sql(_) => Step::Rest,
    }
}
