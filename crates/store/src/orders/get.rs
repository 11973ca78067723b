//! Look at one order.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use super::entity::{Column, Entity};
use super::{Order, OrderError, OrderItem, OrderWithItems, item, row};
use crate::Store;
use crate::statement_text::StatementText;

static BY_ID: StatementText = StatementText::new();
static ITEMS: StatementText = StatementText::new();

/// The order with this id.
pub async fn get(store: &Store, id: i64) -> Result<OrderWithItems, OrderError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let backend = transaction.get_database_backend();
            let by_id = BY_ID.with(backend, 1, vec![id.into()], |_| {
                Entity::find_by_id(id).build(backend)
            });
            let found = transaction.rows(by_id).await?.pop();
            let order = found.ok_or_else(|| OrderError::NotFound(id.to_string()))?;
            let order = row::order(order)?;
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
    let backend = transaction.get_database_backend();
    let items = ITEMS.with(backend, 1, vec![order_id.into()], |_| {
        item::Entity::find()
            .filter(item::Column::OrderId.eq(order_id))
            .order_by_asc(item::Column::Line)
            .build(backend)
    });
    let rows = transaction.rows(items).await?.into_iter();
    Ok(rows.map(row::item).collect::<Result<_, _>>()?)
}
