//! Remove windows that are over.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ThrottleError;
use super::entity::{Column, Entity};
use crate::Store;

/// Removes the windows that are over; returns how many.
pub async fn sweep(store: &Store) -> Result<u64, ThrottleError> {
    let now = store.now();
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let over = Entity::delete_many().filter(Column::EndsAt.lte(now));
            Ok(over.exec(&transaction).await?.rows_affected)
        })
        .await
}
