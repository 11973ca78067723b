//! Look at many orders, or at the lines of many, at once.

use mercer_database::{Row, Transaction};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QueryTrait, Select};

use super::entity::{Column, Entity};
use super::{Order, OrderError, OrderItem, item, row};
use crate::{Store, batch, bulk};

/// The orders with these ids, without their lines, by id; those that are not there are left out. At
/// most 200.
pub async fn get_many(store: &Store, ids: &[i64]) -> Result<Vec<Order>, OrderError> {
    let ids = batch::sorted(ids)?;
    let orders = Entity::find()
        .filter(bulk::among(Column::Id, &ids))
        .order_by_asc(Column::Id);
    read(store, &ids, orders, row::order).await
}

/// The lines of these orders, by order and line. At most 200 orders.
pub async fn items_of_many(store: &Store, order_ids: &[i64]) -> Result<Vec<OrderItem>, OrderError> {
    let ids = batch::sorted(order_ids)?;
    let items = item::Entity::find()
        .filter(bulk::among(item::Column::OrderId, &ids))
        .order_by_asc(item::Column::OrderId)
        .order_by_asc(item::Column::Line);
    read(store, &ids, items, row::item).await
}

async fn read<E: EntityTrait, T: Send + 'static>(
    store: &Store,
    ids: &[i64],
    select: Select<E>,
    row: fn(Row) -> Result<T, DbErr>,
) -> Result<Vec<T>, OrderError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    store
        .database()
        .read(move |transaction: Transaction| {
            let statement = select.build(transaction.get_database_backend());
            async move {
                let rows = transaction.rows(statement).await?.into_iter();
                Ok(rows.map(row).collect::<Result<_, _>>()?)
            }
        })
        .await
}
