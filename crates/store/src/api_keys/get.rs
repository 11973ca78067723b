//! Look at one key.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::ApiKeyError;
use super::entity::{Entity, Model};
use crate::Store;

/// The key with this id, revoked or not.
pub async fn get(store: &Store, id: i64) -> Result<Model, ApiKeyError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let key = Entity::find_by_id(id).one(&transaction).await?;
            key.ok_or(ApiKeyError::NotFound(id))
        })
        .await
}
