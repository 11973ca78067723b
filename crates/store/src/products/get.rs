//! Look at one product.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::ProductError;
use super::entity::{Entity, Model};
use crate::Store;

/// The product with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, ProductError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let product = Entity::find_by_id(id).one(&transaction).await?;
            product.ok_or_else(|| ProductError::NotFound(format!("id {id}")))
        })
        .await
}
