//! The rule that the categories are a tree.

use std::collections::HashSet;

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QuerySelect};

use super::CategoryError;
use super::entity::Entity;

/// Refuses a parent that is the category itself or lies inside it.
///
/// The category and the whole way up from the parent stay locked until the transaction ends: two
/// moves at the same time, each of which would put one category inside the other, meet at a lock,
/// and the second one sees what the first one did.
pub(super) async fn refuse_cycle_in(
    transaction: &Transaction,
    id: i64,
    parent_id: i64,
) -> Result<(), CategoryError> {
    let locked = |id| Entity::find_by_id(id).lock_exclusive();
    let category = locked(id).one(transaction).await?;
    category.ok_or(CategoryError::NotFound(id))?;
    let mut seen = HashSet::from([id]);
    let mut next = Some(parent_id);
    while let Some(ancestor_id) = next {
        // A category met twice also ends the walk through a tree that is already damaged.
        if !seen.insert(ancestor_id) {
            return Err(CategoryError::Cycle { id, parent_id });
        }
        let ancestor = locked(ancestor_id).one(transaction).await?;
        next = ancestor.ok_or(CategoryError::UnknownParent)?.parent_id;
    }
    Ok(())
}
