//! The payments of an order.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::PaymentError;
use super::entity::{Column, Entity, Model};
use crate::Store;

/// Payments of one order, oldest first.
pub async fn list(store: &Store, order_id: i64) -> Result<Vec<Model>, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let payments = Entity::find()
                .filter(Column::OrderId.eq(order_id))
                .order_by_asc(Column::Id);
            Ok(payments.all(&transaction).await?)
        })
        .await
}
