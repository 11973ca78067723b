//! Remove records that are too old to count.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use crate::Store;

/// How many are removed in one transaction, which others wait for.
const AT_ONCE: u64 = 500;

/// Removes every expired record; returns how many this call removed. Any number of processes may
/// do so at once.
pub async fn sweep(store: &Store) -> Result<u64, Error> {
    let mut removed = 0;
    loop {
        let expired = expired(store).await?;
        let is_last = (expired.len() as u64) < AT_ONCE;
        if !expired.is_empty() {
            removed += remove(store, expired).await?;
        }
        if is_last {
            return Ok(removed);
        }
    }
}

async fn expired(store: &Store) -> Result<Vec<i64>, Error> {
    let now = store.now();
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let expired = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::ExpiresAt.lte(now))
                .order_by_asc(Column::ExpiresAt)
                .limit(AT_ONCE)
                .into_tuple::<i64>()
                .all(&transaction)
                .await?;
            Ok(expired)
        })
        .await
}

/// Removes those of the records that are expired.
pub(super) async fn remove(store: &Store, mut ids: Vec<i64>) -> Result<u64, Error> {
    let now = store.now();
    // In one order, so that two who remove the same ones do not deadlock.
    ids.sort_unstable();
    store
        .database()
        .unaccompanied()
        .write(move |transaction: Transaction| {
            let ids = ids.clone();
            async move {
                let removed = Entity::delete_many()
                    .filter(Column::Id.is_in(ids))
                    .filter(Column::ExpiresAt.lte(now))
                    .exec(&transaction)
                    .await?;
                Ok(removed.rows_affected)
            }
        })
        .await
}
