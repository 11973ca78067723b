//! The rule that a store keeps at least one active owner.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::{Role, StaffError};

/// The user, unless no active owner would be left without them.
///
/// All users (they are few) stay locked until the transaction ends: of two owners who go at the
/// same time the second one sees what the first one did.
pub(super) async fn locked_unless_last_owner(
    transaction: &Transaction,
    id: i64,
) -> Result<Model, StaffError> {
    let users = Entity::find()
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await?;
    let is_active_owner = |user: &Model| user.active && user.role == Role::Owner;
    let another = users
        .iter()
        .any(|user| is_active_owner(user) && user.id != id);
    let goes = users.into_iter().find(|user| user.id == id);
    let goes = goes.ok_or(StaffError::NotFound(id))?;
    if is_active_owner(&goes) && !another {
        return Err(StaffError::LastOwner);
    }
    Ok(goes)
}
