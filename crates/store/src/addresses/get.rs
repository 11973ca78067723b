//! Look at one address.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::AddressError;
use super::entity::{Entity, Model};
use crate::Store;

/// The address with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, AddressError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let address = Entity::find_by_id(id).one(&transaction).await?;
            address.ok_or(AddressError::NotFound(id))
        })
        .await
}
