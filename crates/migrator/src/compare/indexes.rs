//! Indexes that are not constraints.

use mercer_database::Kind;

use super::differing;
use crate::{Index, IndexPart, IndexTerm, Operation, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Operation>) {
    let table = &declared.name;
    let same_but_name = |one: &Index, other: &Index| {
        let other = Index {
            name: one.name.clone(),
            ..comparable(table, other, kind)
        };
        comparable(table, one, kind) == other
    };
    let same = |one: &Index, other: &Index| {
        normalise::same_name(&one.name, &other.name, kind) && same_but_name(one, other)
    };
    let (mut left, missing) = differing(&declared.indexes, &live.indexes, same);
    let mut renames = Vec::new();
    let mut additions = Vec::new();
    for wanted in missing {
        let is_taken = live.indexes.iter().any(|index| index.name == wanted.name);
        let twin = left.iter().position(|found| same_but_name(wanted, found));
        match twin.filter(|_| !is_taken) {
            Some(place) => renames.push(Operation::RenameIndex {
                table: table.clone(),
                from: left.remove(place).clone(),
                to: wanted.name.clone(),
            }),
            None => additions.push(Operation::AddIndex {
                table: table.clone(),
                index: wanted.clone(),
                concurrently: false,
            }),
        }
    }
    changes.extend(left.into_iter().map(|index| Operation::DropIndex {
        table: table.clone(),
        index: index.clone(),
        concurrently: false,
    }));
    changes.extend(renames);
    changes.extend(additions);
}

/// The index with its expressions in their canonical form.
fn comparable(table: &str, index: &Index, kind: Kind) -> Index {
    let part = |part: &IndexPart| IndexPart {
        term: match &part.term {
            IndexTerm::Expression(text) => {
                IndexTerm::Expression(normalise::canonical_of(table, text, kind))
            }
            column @ IndexTerm::Column(_) => column.clone(),
        },
        descending: part.descending,
    };
    let predicate = index.predicate.as_ref();
    Index {
        parts: index.parts.iter().map(part).collect(),
        predicate: predicate.map(|text| normalise::canonical_of(table, text, kind)),
        ..index.clone()
    }
}
