//! Look at one user.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::StaffError;
use super::entity::{Entity, Model};
use crate::Store;

/// The user with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, StaffError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let user = Entity::find_by_id(id).one(&transaction).await?;
            user.ok_or(StaffError::NotFound(id))
        })
        .await
}
