//! Look at one order.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity};
use super::{Order, OrderError, OrderItem, OrderWithItems, item};
use crate::Store;

/// The order with this id.
pub async fn get(store: &Store, id: i64) -> Result<OrderWithItems, OrderError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let order = Entity::find_by_id(id).one(&transaction).await?;
            let order = order.ok_or_else(|| OrderError::NotFound(id.to_string()))?;
            let items = items_in(&transaction, id).await?;
            Ok(OrderWithItems { order, items })
        })
        .await
}

/// The order with this number.
pub async fn find(store: &Store, number: &str) -> Result<OrderWithItems, OrderError> {
    let number = number.to_owned();
    store
        .database()
        .read(move |transaction: Transaction| {
            let number = number.clone();
            async move {
                let order = by_number_in(&transaction, &number).await?;
                let items = items_in(&transaction, order.id).await?;
                Ok(OrderWithItems { order, items })
            }
        })
        .await
}

async fn by_number_in(transaction: &Transaction, number: &str) -> Result<Order, OrderError> {
    let order = Entity::find()
        .filter(Column::Number.eq(number))
        .one(transaction)
        .await?;
    order.ok_or_else(|| OrderError::NotFound(number.to_owned()))
}

/// The lines of an order, in order.
pub(crate) async fn items_in(
    transaction: &Transaction,
    order_id: i64,
) -> Result<Vec<OrderItem>, OrderError> {
    let items = item::Entity::find()
        .filter(item::Column::OrderId.eq(order_id))
        .order_by_asc(item::Column::Line);
    Ok(items.all(transaction).await?)
}
