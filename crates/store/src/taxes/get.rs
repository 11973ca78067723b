//! Look at one tax class.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::TaxClassError;
use super::entity::{Entity, Model};
use crate::Store;

/// The tax class with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, TaxClassError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let class = Entity::find_by_id(id).one(&transaction).await?;
            class.ok_or(TaxClassError::NotFound(id))
        })
        .await
}
