//! Look at one row of the log.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::AuditError;
use super::entity::{Entity, Model};
use crate::Store;

/// The row with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, AuditError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let row = Entity::find_by_id(id).one(&transaction).await?;
            row.ok_or(AuditError::NotFound(id))
        })
        .await
}
