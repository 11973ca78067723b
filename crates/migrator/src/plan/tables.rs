//! The order in which tables are created and dropped.

use crate::{Operation, Table};

/// Parents before their children. A foreign key that closes a circle is added once all are there.
pub(super) fn creations(tables: Vec<Table>) -> Vec<Operation> {
    let mut made = Vec::new();
    let mut keys = Vec::new();
    let mut left = tables;
    while !left.is_empty() {
        let waits = |table: &Table| {
            let mut keys = table.foreign_keys.iter();
            keys.any(|key| key.parent != table.name && names(&left).contains(&&key.parent))
        };
        let place = left.iter().position(|table| !waits(table)).unwrap_or(0);
        let mut table = left.remove(place);
        let later: Vec<_> = table
            .foreign_keys
            .extract_if(.., |key| left.iter().any(|other| other.name == key.parent))
            .collect();
        keys.extend(later.into_iter().map(|key| Operation::AddForeignKey {
            table: table.name.clone(),
            key,
        }));
        made.push(Operation::CreateTable(Box::new(table)));
    }
    made.extend(keys);
    made
}

/// Children before their parents. A foreign key that closes a circle is dropped before all.
pub(super) fn drops(tables: Vec<Table>) -> Vec<Operation> {
    let mut keys = Vec::new();
    let mut dropped = Vec::new();
    let mut left = tables;
    while !left.is_empty() {
        let is_parent = |table: &Table| {
            let mut others = left.iter().filter(|other| other.name != table.name);
            others.any(|other| {
                other
                    .foreign_keys
                    .iter()
                    .any(|key| key.parent == table.name)
            })
        };
        let place = left.iter().position(|table| !is_parent(table)).unwrap_or(0);
        let table = left.remove(place);
        for child in &mut left {
            let circle = child
                .foreign_keys
                .extract_if(.., |key| key.parent == table.name);
            let child = &child.name;
            keys.extend(circle.map(|key| Operation::DropForeignKey {
                table: child.clone(),
                key,
            }));
        }
        dropped.push(Operation::DropTable(Box::new(table)));
    }
    keys.extend(dropped);
    keys
}

fn names(tables: &[Table]) -> Vec<&String> {
    tables.iter().map(|table| &table.name).collect()
}
