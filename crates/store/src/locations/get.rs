//! Look at one location.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::LocationError;
use super::entity::{Entity, Model};
use crate::Store;

/// The location with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, LocationError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let location = Entity::find_by_id(id).one(&transaction).await?;
            location.ok_or(LocationError::NotFound(id))
        })
        .await
}
