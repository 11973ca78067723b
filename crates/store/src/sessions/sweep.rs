//! Remove what is long over.

use chrono::TimeDelta;
use mercer_database::Transaction;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::SessionError;
use super::entity::{Column, Entity};
use crate::Store;

/// For how long a session that is over is kept: until then, an old refresh token is known for what
/// it is.
const KEPT_DAYS: i64 = 30;

/// Removes the sessions that have been over for thirty days; returns how many.
pub async fn sweep(store: &Store) -> Result<u64, SessionError> {
    let before = store.now() - TimeDelta::days(KEPT_DAYS);
    store
        .database()
        .write(move |transaction: Transaction| async move {
            let is_over = Condition::any()
                .add(Column::EndedAt.lt(before))
                .add(Column::ExpiresAt.lt(before))
                .add(Column::RefreshExpiresAt.lt(before));
            let removed = Entity::delete_many().filter(is_over);
            Ok(removed.exec(&transaction).await?.rows_affected)
        })
        .await
}
