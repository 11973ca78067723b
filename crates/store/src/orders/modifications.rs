//! The changes that were made to a placed order.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::modification::{Column, Entity};
use super::{OrderError, OrderModification};
use crate::Store;

/// The modifications of an order, oldest first.
pub async fn modifications(
    store: &Store,
    order_id: i64,
) -> Result<Vec<OrderModification>, OrderError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let found = Entity::find()
                .filter(Column::OrderId.eq(order_id))
                .order_by_asc(Column::Id);
            Ok(found.all(&transaction).await?)
        })
        .await
}
