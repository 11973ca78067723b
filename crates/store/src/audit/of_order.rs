//! The audit rows of one order.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity, Model};

/// What was done to an order and all that belongs to it, oldest first.
pub(crate) async fn of_order_in(
    transaction: &Transaction,
    order_id: i64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::OrderId.eq(order_id))
        .order_by_asc(Column::Id)
        .all(transaction)
        .await
}
