//! The primary key and its numbering.

use super::super::constraints::primary_key;
use super::super::{RenderError, unmodelled};
use super::{KIND, cover, modify};
use crate::Table;
use crate::unmodelled::PRIMARY_KEY;

/// The actions of one ALTER TABLE: a numbered column must be a key at every moment.
pub(super) fn alter(before: &Table, after: &Table) -> Result<Vec<String>, RenderError> {
    let changes_columns = before.primary_key != after.primary_key;
    let stays_numbered = before.identity && after.identity && !changes_columns;
    if changes_columns {
        unmodelled::keep(before, PRIMARY_KEY, KIND)?;
    }
    let mut actions = Vec::new();
    let column = |name: &String| after.columns.iter().find(|column| column.name == *name);
    if before.identity && !stays_numbered {
        let plain = before.primary_key.iter().filter_map(column);
        // One that stays numbered is written below.
        let plain = plain.filter(|one| !(after.identity && after.primary_key.contains(&one.name)));
        for column in plain {
            actions.push(modify(after, column)?);
        }
    }
    if changes_columns && !before.primary_key.is_empty() {
        actions.push("DROP PRIMARY KEY".to_owned());
        let mut left = before.clone();
        left.primary_key.clone_from(&after.primary_key);
        actions.extend(cover::missing(&left));
    }
    if changes_columns && !after.primary_key.is_empty() {
        actions.push(format!("ADD {}", primary_key(&after.primary_key, KIND)));
    }
    if after.identity && !stays_numbered {
        let numbered = after.primary_key.iter().filter_map(column);
        for column in numbered {
            actions.push(modify(after, column)?);
        }
    }
    Ok(actions)
}
