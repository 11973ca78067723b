//! Remove requests that are over.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::PasswordResetError;
use super::entity::{Column, Entity};
use crate::Store;

/// Removes the requests that have expired, used or not; returns how many.
pub async fn sweep(store: &Store) -> Result<u64, PasswordResetError> {
    let now = store.now();
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let over = Entity::delete_many().filter(Column::ExpiresAt.lte(now));
            Ok(over.exec(&transaction).await?.rows_affected)
        })
        .await
}
