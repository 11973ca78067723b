//! Refusing to write anew what has something that the model has no words for.

use mercer_database::Kind;

use super::RenderError;
use crate::Table;
use crate::unmodelled::listed;

/// Refuses to write the whole table anew.
pub(super) fn keep_all(table: &Table, kind: Kind) -> Result<(), RenderError> {
    refuse(table, listed(&table.unmodelled), kind)
}

/// Refuses to write one column, constraint or index anew.
pub(super) fn keep(table: &Table, part: &str, kind: Kind) -> Result<(), RenderError> {
    refuse(table, table.unmodelled_of(part), kind)
}

fn refuse(table: &Table, found: Option<String>, kind: Kind) -> Result<(), RenderError> {
    match found {
        None => Ok(()),
        Some(what) => Err(RenderError::WouldLose {
            table: table.name.clone(),
            what,
            kind,
        }),
    }
}
