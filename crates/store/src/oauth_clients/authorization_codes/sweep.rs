//! Remove codes that are long over.

use chrono::TimeDelta;
use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use crate::Store;
use crate::oauth_clients::OauthClientError;

/// For how long a code is kept: until then, a second redemption is known for what it is.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Removes the codes that have been over for a day; returns how many.
pub async fn sweep(store: &Store) -> Result<u64, OauthClientError> {
    let before = store.now() - KEPT;
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let over = Entity::delete_many().filter(Column::ExpiresAt.lt(before));
            Ok(over.exec(&transaction).await?.rows_affected)
        })
        .await
}
