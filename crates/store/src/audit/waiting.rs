//! Ask whether there is something to seal.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{Column, Entity};
use crate::Store;

/// Whether rows wait for a seal. One look into an index, where [`seal`](super::seal) locks.
pub async fn is_waiting(store: &Store) -> Result<bool, Error> {
    store
        .database()
        .read(|transaction: Transaction| async move {
            let first: Option<i64> = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::SealId.is_null())
                .limit(1)
                .into_tuple()
                .one(&transaction)
                .await?;
            Ok(first.is_some())
        })
        .await
}
