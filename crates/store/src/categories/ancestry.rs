//! The rule that the categories are a tree, and how deep it may be.
//!
//! Whoever puts a category under a parent locks the parent and the whole way up from it until the
//! transaction ends; a move locks the category as well. Two moves at the same time, each of which
//! would put one category inside the other, therefore meet at a lock, and the second one sees what
//! the first one did. So do a move and whatever is put somewhere inside the category that moves.

use std::collections::HashSet;

use mercer_database::Transaction;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};

use super::CategoryError;
use super::entity::{Column, Entity};
use crate::bulk;

/// How many levels of categories there may be: more than anybody looks through, and few enough
/// for every walk to be short.
pub const MAX_DEPTH: usize = 16;

/// What is read of a category inside another.
#[derive(FromQueryResult)]
struct Inside {
    id: i64,
}

/// Refuses a parent that does not exist or lies on the lowest level.
pub(super) async fn check_new_in(
    transaction: &Transaction,
    parent_id: i64,
) -> Result<(), CategoryError> {
    // No category has the id 0.
    let above = way_up_in(transaction, 0, parent_id).await?;
    check_depth(above + 1)
}

/// Refuses a parent that is the category itself or lies inside it, and one so far down that what
/// lies inside the category would come to lie too deep.
pub(super) async fn check_move_in(
    transaction: &Transaction,
    id: i64,
    parent_id: i64,
) -> Result<(), CategoryError> {
    let category = locked(id).one(transaction).await?;
    category.ok_or(CategoryError::NotFound(id))?;
    let above = way_up_in(transaction, id, parent_id).await?;
    check_depth(above + height_in(transaction, id).await?)
}

/// Locks every category from the parent upwards and counts them.
async fn way_up_in(
    transaction: &Transaction,
    id: i64,
    parent_id: i64,
) -> Result<usize, CategoryError> {
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
    Ok(seen.len() - 1)
}

/// How many levels there are from the category to the lowest one inside it.
async fn height_in(transaction: &Transaction, id: i64) -> Result<usize, CategoryError> {
    let mut height = 0;
    let mut level = vec![id];
    while !level.is_empty() && height <= MAX_DEPTH {
        height += 1;
        let mut below = Vec::new();
        for parents in level.chunks(bulk::LIST) {
            let children: Vec<Inside> = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(bulk::among(Column::ParentId, parents))
                .into_model()
                .all(transaction)
                .await?;
            below.extend(children.into_iter().map(|child| child.id));
        }
        below.sort_unstable();
        level = below;
    }
    Ok(height)
}

fn locked(id: i64) -> Select<Entity> {
    Entity::find_by_id(id).lock_exclusive()
}

fn check_depth(depth: usize) -> Result<(), CategoryError> {
    if depth > MAX_DEPTH {
        return Err(CategoryError::TooDeep { depth });
    }
    Ok(())
}
