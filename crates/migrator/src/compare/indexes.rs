//! Indexes that are not constraints.

use mercer_database::Kind;

use super::{Change, unmatched};
use crate::{Index, IndexPart, IndexTerm, Table, normalise};

pub(super) fn compare(declared: &Table, live: &Table, kind: Kind, changes: &mut Vec<Change>) {
    let table = &declared.name;
    unmatched(
        &declared.indexes,
        &live.indexes,
        |one, other| comparable(one, kind) == comparable(other, kind),
        |index| Change::DropIndex {
            table: table.clone(),
            index,
        },
        |index| Change::AddIndex {
            table: table.clone(),
            index,
        },
        changes,
    );
}

/// The index with its expressions in their canonical form.
fn comparable(index: &Index, kind: Kind) -> Index {
    let part = |part: &IndexPart| IndexPart {
        term: match &part.term {
            IndexTerm::Expression(text) => IndexTerm::Expression(normalise::canonical(text, kind)),
            column @ IndexTerm::Column(_) => column.clone(),
        },
        descending: part.descending,
    };
    let predicate = index.predicate.as_ref();
    Index {
        parts: index.parts.iter().map(part).collect(),
        predicate: predicate.map(|text| normalise::canonical(text, kind)),
        ..index.clone()
    }
}
