//! Indexes that foreign keys need. MySQL gives a key whose columns no index begins with one of the
//! key's name, and refuses to drop the last index that a key can use.

use super::super::quotes::{quoted, quoted_list};
use super::KIND;
use crate::{ForeignKey, Index, IndexTerm, Table};

/// Drops an index, or the index of a unique constraint, and gives foreign keys that used it what
/// they would have got without it.
pub(super) fn drop_index(before: &Table, name: &str) -> Vec<String> {
    let mut actions = vec![format!("DROP INDEX {}", quoted(name, KIND))];
    let mut left = before.clone();
    left.uniques.retain(|unique| unique.name != name);
    left.indexes.retain(|index| index.name != name);
    actions.extend(missing(&left));
    actions
}

/// Indexes for the foreign keys that have none to use.
pub(super) fn missing(table: &Table) -> Vec<String> {
    let bare = table
        .foreign_keys
        .iter()
        .filter(|key| !begun_with(table, &key.columns).any(|_| true));
    bare.map(|key| {
        let (name, columns) = (quoted(&key.name, KIND), quoted_list(&key.columns, KIND));
        format!("ADD INDEX {name} ({columns})")
    })
    .collect()
}

/// Drops a foreign key, and the index that it was given.
pub(super) fn drop_foreign_key(before: &Table, key: &ForeignKey) -> Vec<String> {
    let mut actions = vec![format!("DROP FOREIGN KEY {}", quoted(&key.name, KIND))];
    let key = before
        .foreign_keys
        .iter()
        .find(|it| it.name == key.name)
        .unwrap_or(key);
    let given = |index: &&Index| {
        index.name == key.name
            && !index.unique
            && index.plain_columns().as_ref() == Some(&key.columns)
    };
    let has_given = before.indexes.iter().any(|index| given(&index));
    // A schema that was replayed does not tell the index; it is there when no other can be used.
    let was_given = has_given || begun_with(before, &key.columns).next().is_none();
    let mut left = before.clone();
    left.foreign_keys.retain(|it| it.name != key.name);
    left.indexes.retain(|index| !given(&index));
    if was_given && missing(&left).is_empty() {
        actions.push(format!("DROP INDEX {}", quoted(&key.name, KIND)));
    }
    actions
}

/// The names of the indexes that begin with these columns; `PRIMARY` for the key.
fn begun_with<'a>(table: &'a Table, columns: &'a [String]) -> impl Iterator<Item = &'a str> {
    let key = (!table.primary_key.is_empty()).then_some(("PRIMARY", table.primary_key.clone()));
    let uniques = table.uniques.iter();
    let uniques = uniques.map(|unique| (unique.name.as_str(), unique.columns.clone()));
    // One that sorts the greatest first serves a key as well; one over a part of a column does not.
    let indexes = table.indexes.iter().map(|index| {
        let whole = index.parts.iter().map_while(|part| match &part.term {
            IndexTerm::Column(name) if index.method.is_none() => Some(name.clone()),
            _ => None,
        });
        (index.name.as_str(), whole.collect())
    });
    key.into_iter()
        .chain(uniques)
        .chain(indexes)
        .filter(|(_, begins): &(_, Vec<String>)| begins.starts_with(columns))
        .map(|(name, _)| name)
}
