//! What is where.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::level::{Column, Entity, Model};
use crate::Store;

/// The levels of one product at every location.
pub async fn levels(store: &Store, product_id: i64) -> Result<Vec<Model>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let levels = Entity::find()
                .filter(Column::ProductId.eq(product_id))
                .order_by_asc(Column::LocationId);
            Ok(levels.all(&transaction).await?)
        })
        .await
}
