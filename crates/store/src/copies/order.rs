//! Tables in an order in which each comes after those that it refers to.

use std::collections::HashSet;

use mercer_migrator::{Schema, Table};

use super::CopyError;

/// The tables, parents first; those that depend on nothing stay in their order. A table may refer
/// to itself.
pub(super) fn parents_first(schema: &Schema) -> Result<Vec<&Table>, CopyError> {
    let mut left: Vec<&Table> = schema.tables.iter().collect();
    let names: HashSet<&str> = left.iter().map(|table| table.name.as_str()).collect();
    let mut done = HashSet::new();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |table: &&Table| {
            table.foreign_keys.iter().all(|key| {
                let parent = key.parent.as_str();
                parent == table.name || done.contains(parent) || !names.contains(parent)
            })
        };
        let (ready, waiting): (Vec<&Table>, Vec<&Table>) = left.into_iter().partition(is_ready);
        if ready.is_empty() {
            let names: Vec<&str> = waiting.iter().map(|table| table.name.as_str()).collect();
            return Err(CopyError::Circle(names.join(", ")));
        }
        done.extend(ready.iter().map(|table| table.name.as_str()));
        ordered.extend(ready);
        left = waiting;
    }
    Ok(ordered)
}

/// The columns by which a table refers to itself and which may be empty: they are filled when all
/// rows are there.
pub(super) fn filled_later(table: &Table) -> Vec<&str> {
    let to_itself = table.foreign_keys.iter();
    let to_itself = to_itself.filter(|key| key.parent == table.name);
    let columns = to_itself.flat_map(|key| key.columns.iter().map(String::as_str));
    columns
        .filter(|name| {
            let column = table.columns.iter().find(|column| column.name == *name);
            column.is_some_and(|column| column.nullable)
        })
        .collect()
}
