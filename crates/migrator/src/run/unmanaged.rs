//! A database with tables and no record of how they came to be.

use std::collections::HashSet;

use mercer_database::Session;

use super::{Applied, History, RunError, bookkeeping};
use crate::Operation;

/// Refuses to upgrade it when a revision on the way would create a table that is there.
pub(super) async fn refuse(
    session: &Session,
    history: &History,
    target: &str,
    applied: &Applied,
) -> Result<(), RunError> {
    if !applied.holds_tables {
        return Ok(());
    }
    let mut tables: HashSet<String> = bookkeeping::tables(session).await?.into_iter().collect();
    for id in applied.state(history)?.upgrade(target)? {
        let operations = history.revision(id).map_or(&[][..], |it| &it.operations);
        for operation in operations {
            match operation {
                Operation::CreateTable(table) if tables.contains(&table.name) => {
                    return Err(RunError::Unmanaged {
                        table: table.name.clone(),
                    });
                }
                // What is moved out of the way first is not in the way.
                Operation::RenameTable { from, to } => {
                    tables.remove(from);
                    tables.insert(to.clone());
                }
                Operation::DropTable(table) => {
                    tables.remove(&table.name);
                }
                _ => {}
            }
        }
    }
    Ok(())
}
