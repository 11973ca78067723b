//! Look at one customer.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::CustomerError;
use super::entity::{Entity, Model};
use crate::Store;

/// The customer with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, CustomerError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let customer = Entity::find_by_id(id).one(&transaction).await?;
            customer.ok_or_else(|| CustomerError::NotFound(format!("id {id}")))
        })
        .await
}
