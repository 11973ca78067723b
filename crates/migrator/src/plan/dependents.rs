//! Foreign keys that stay, but stand on something that changes.

use super::changes::{
    drops_column, drops_index, drops_table, drops_unique, leading_columns, of_name,
};
use crate::compare::same_type;
use crate::{ForeignKey, Operation, Schema, Table};

/// Drops them before, and adds them again after: PostgreSQL refuses to drop the key that they refer
/// to, and MySQL to alter their columns and to drop the last index that serves them.
pub(super) fn recreate(
    changes: &mut Vec<Operation>,
    live: &Schema,
    known: Option<&Schema>,
    warnings: &mut Vec<String>,
) {
    for child in &live.tables {
        if drops_table(changes, &child.name) {
            continue;
        }
        for key in &child.foreign_keys {
            let dropped = |change: &Operation| {
                matches!(change,
                Operation::DropForeignKey { table, key: dropped }
                    if *table == child.name && dropped == key)
            };
            let parent = of_name(&live.tables, &key.parent);
            let stands = stands_on_change(child, &key.columns, changes)
                || parent
                    .is_some_and(|parent| stands_on_change(parent, &key.parent_columns, changes))
                || parent.is_some_and(|parent| loses_its_key(parent, key, changes));
            if !stands || changes.iter().any(dropped) {
                continue;
            }
            if is_the_owners(child, key, known) {
                warnings.push(format!(
                    "{} has a foreign key {} to {} that no revision made, and what it stands on \
                     changes; drop it before and add it again after",
                    child.name, key.name, key.parent
                ));
                continue;
            }
            changes.push(Operation::DropForeignKey {
                table: child.name.clone(),
                key: key.clone(),
            });
            changes.push(Operation::AddForeignKey {
                table: child.name.clone(),
                key: key.clone(),
            });
        }
    }
}

fn is_the_owners(child: &Table, key: &ForeignKey, known: Option<&Schema>) -> bool {
    known.is_some_and(|known| {
        let table = of_name(&known.tables, &child.name);
        table.is_none_or(|table| {
            !table
                .foreign_keys
                .iter()
                .any(|found| found.name == key.name)
        })
    })
}

/// Whether one of these columns gets another type or nullability, or is made anew, or whether they
/// lose the last index that begins with them.
fn stands_on_change(table: &Table, columns: &[String], changes: &[Operation]) -> bool {
    let name = &table.name;
    let altered = changes.iter().any(|change| {
        matches!(change, Operation::AlterColumn { table: of, from, to }
            if of == name
                && columns.contains(&from.name)
                && (from.nullable != to.nullable || !same_type(&from.column_type, &to.column_type)))
    });
    let remade = columns
        .iter()
        .any(|column| drops_column(changes, name, column));
    altered || remade || loses_its_index(table, columns, changes)
}

fn loses_its_index(table: &Table, columns: &[String], changes: &[Operation]) -> bool {
    let serves = |index: &[String]| index.starts_with(columns);
    let key = serves(&table.primary_key).then(|| alters_key(&table.name, changes));
    let uniques = table
        .uniques
        .iter()
        .filter(|unique| serves(&unique.columns));
    let uniques = uniques.map(|unique| drops_unique(changes, &table.name, unique));
    let indexes = table
        .indexes
        .iter()
        .filter(|index| serves(&leading_columns(index)));
    let indexes = indexes.map(|index| drops_index(changes, &table.name, &index.name));
    let lost: Vec<bool> = key.into_iter().chain(uniques).chain(indexes).collect();
    !lost.is_empty() && lost.iter().all(|lost| *lost)
}

/// Whether what makes the referred columns unique goes or changes, or their numbering.
fn loses_its_key(parent: &Table, key: &ForeignKey, changes: &[Operation]) -> bool {
    let is_it = |columns: &[String]| {
        columns.len() == key.parent_columns.len()
            && columns
                .iter()
                .all(|column| key.parent_columns.contains(column))
    };
    let mut uniques = parent
        .uniques
        .iter()
        .filter(|unique| is_it(&unique.columns));
    let mut indexes = parent.indexes.iter().filter(|index| {
        index.unique && index.plain_columns().is_some_and(|columns| is_it(&columns))
    });
    is_it(&parent.primary_key) && alters_key(&parent.name, changes)
        || uniques.any(|unique| drops_unique(changes, &parent.name, unique))
        || indexes.any(|index| drops_index(changes, &parent.name, &index.name))
}

/// Whether the primary key changes in more than where rows are stored.
fn alters_key(name: &str, changes: &[Operation]) -> bool {
    changes.iter().any(|change| {
        matches!(change, Operation::AlterPrimaryKey { table, from, to }
            if table == name && (from.columns != to.columns || from.identity != to.identity))
    })
}
