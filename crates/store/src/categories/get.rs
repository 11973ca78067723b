//! Look at one category.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::CategoryError;
use super::entity::{Entity, Model};
use crate::Store;

/// The category with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, CategoryError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let category = Entity::find_by_id(id).one(&transaction).await?;
            category.ok_or(CategoryError::NotFound(id))
        })
        .await
}
