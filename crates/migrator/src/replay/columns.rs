//! Adding, dropping, altering and renaming columns.

use mercer_database::Kind;

use super::constraints::described;
use super::mentions::{Meaning, mentions, rename_in};
use super::{ReplayError, find, of_name};
use crate::{Column, IndexTerm, Schema, Table};

pub(super) fn add(table: &mut Table, column: &Column) -> Result<(), ReplayError> {
    if known(table, &column.name).is_ok() {
        return Err(exists(table, &column.name));
    }
    table.columns.push(Column {
        renamed_from: None,
        ..column.clone()
    });
    Ok(())
}

pub(super) fn alter(table: &mut Table, from: &Column, to: &Column) -> Result<(), ReplayError> {
    if from.name != to.name {
        return Err(ReplayError::NameChanged {
            table: table.name.clone(),
            from: from.name.clone(),
            to: to.name.clone(),
        });
    }
    known(table, &to.name)?;
    for column in &mut table.columns {
        if column.name == to.name {
            *column = Column {
                renamed_from: None,
                ..to.clone()
            };
        }
    }
    Ok(())
}

pub(super) fn drop(
    schema: &mut Schema,
    table: &str,
    column: &str,
    kind: Option<Kind>,
) -> Result<(), ReplayError> {
    let found = find(schema, table)?;
    known(found, column)?;
    if let Some(user) = user(found, column, kind).or_else(|| child(schema, found, column)) {
        return Err(ReplayError::ColumnInUse {
            table: table.to_owned(),
            column: column.to_owned(),
            user,
        });
    }
    let table = of_name(schema, table)?;
    table.columns.retain(|known| known.name != column);
    Ok(())
}

/// What in the same table uses the column.
fn user(table: &Table, column: &str, kind: Option<Kind>) -> Option<String> {
    let lists = |columns: &[String]| columns.iter().any(|name| name == column);
    let says = |text: &str| mentions(text, column, kind);
    if lists(&table.primary_key) {
        return Some("the primary key".to_owned());
    }
    if let Some(unique) = table.uniques.iter().find(|it| lists(&it.columns)) {
        return Some(described(
            "unique constraint",
            &unique.name,
            &unique.columns,
        ));
    }
    if let Some(check) = table.checks.iter().find(|it| says(&it.expression)) {
        return Some(described(
            "check",
            &check.name,
            std::slice::from_ref(&check.expression),
        ));
    }
    if let Some(key) = table.foreign_keys.iter().find(|it| lists(&it.columns)) {
        return Some(described("foreign key", &key.name, &key.columns));
    }
    let used = |term: &IndexTerm| match term {
        IndexTerm::Column(name) => name == column,
        IndexTerm::Expression(text) => says(text),
    };
    for index in &table.indexes {
        let predicate = index.predicate.as_deref();
        if index.parts.iter().any(|part| used(&part.term)) || predicate.is_some_and(says) {
            return Some(format!("index {}", index.name));
        }
    }
    let other = table.columns.iter().find(|other| {
        let default = other.default.as_deref();
        other.name != column && default.is_some_and(|text| is_generated(text) && says(text))
    });
    other.map(|other| format!("the generated column {}", other.name))
}

/// The foreign key that refers to the column.
fn child(schema: &Schema, parent: &Table, column: &str) -> Option<String> {
    schema.tables.iter().find_map(|child| {
        let refers = child.foreign_keys.iter().find(|key| {
            key.parent == parent.name && key.parent_columns.iter().any(|name| name == column)
        })?;
        let key = described("foreign key", &refers.name, &refers.columns);
        Some(format!("{key} of {}", child.name))
    })
}

pub(super) fn rename(
    schema: &mut Schema,
    table: &str,
    from: &str,
    to: &str,
    kind: Option<Kind>,
) -> Result<(), ReplayError> {
    let found = of_name(schema, table)?;
    known(found, from)?;
    if known(found, to).is_ok() {
        return Err(exists(found, to));
    }
    let name = found.name.clone();
    let same = |column: &mut String| {
        if column == from {
            to.clone_into(column);
        }
    };
    let says = |text: &mut String| *text = rename_in(text, from, to, Meaning::Column, kind);
    for column in &mut found.columns {
        same(&mut column.name);
        column
            .default
            .iter_mut()
            .filter(|text| is_generated(text))
            .for_each(says);
    }
    found.primary_key.iter_mut().for_each(same);
    let uniques = found.uniques.iter_mut().flat_map(|it| &mut it.columns);
    let keys = found.foreign_keys.iter_mut().flat_map(|it| &mut it.columns);
    uniques.chain(keys).for_each(same);
    found
        .checks
        .iter_mut()
        .for_each(|check| says(&mut check.expression));
    for index in &mut found.indexes {
        index.predicate.iter_mut().for_each(says);
        for part in &mut index.parts {
            match &mut part.term {
                IndexTerm::Column(column) => same(column),
                IndexTerm::Expression(text) => says(text),
            }
        }
    }
    found.triggers.iter_mut().for_each(|it| says(&mut it.sql));
    let parts = found.unmodelled.iter_mut().map(|it| &mut it.part);
    parts.for_each(same);
    let children = schema.tables.iter_mut().flat_map(|it| &mut it.foreign_keys);
    for key in children.filter(|key| key.parent == name) {
        key.parent_columns.iter_mut().for_each(same);
    }
    Ok(())
}

/// Whether the column's default is an expression over other columns.
pub(crate) fn is_generated(default: &str) -> bool {
    let upper = default.trim_start().to_ascii_uppercase();
    upper.starts_with("GENERATED") && !upper.ends_with("IDENTITY")
}

pub(super) fn known(table: &Table, column: &str) -> Result<(), ReplayError> {
    if table.columns.iter().any(|known| known.name == column) {
        return Ok(());
    }
    Err(ReplayError::NoColumn {
        table: table.name.clone(),
        column: column.to_owned(),
    })
}

fn exists(table: &Table, column: &str) -> ReplayError {
    ReplayError::ColumnExists {
        table: table.name.clone(),
        column: column.to_owned(),
    }
}
