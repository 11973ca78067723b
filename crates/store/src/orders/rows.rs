//! An order taken out under its lock, and what changed of it put back.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::get::items_in;
use super::settle::save_in;
use super::{
    FulfilmentStatus, Order, OrderError, OrderItem, OrderStatus, OrderWithItems, entity, item,
};
use crate::edit::VersionConflict;

/// Lines per statement: databases take only so many parameters.
const WRITTEN_AT_ONCE: usize = 200;

/// The order, locked until the transaction ends, with its lines.
pub(crate) async fn locked_in(
    transaction: &Transaction,
    id: i64,
) -> Result<OrderWithItems, OrderError> {
    let order: Option<Order> = entity::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let order = order.ok_or_else(|| OrderError::NotFound(id.to_string()))?;
    let items = items_in(transaction, id).await?;
    Ok(OrderWithItems { order, items })
}

/// Refuses an order that somebody else changed since the caller read it.
pub(super) fn check_version(order: &Order, expected: Option<i64>) -> Result<(), VersionConflict> {
    match expected {
        Some(expected) if expected != order.version => Err(VersionConflict {
            expected,
            current: order.version,
        }),
        _ => Ok(()),
    }
}

/// Writes an order that the transaction has locked, and its lines as far as they changed; derives
/// both states and counts the version.
pub(crate) async fn save_lines_in(
    transaction: &Transaction,
    before: &OrderWithItems,
    after: &mut OrderWithItems,
    now: DateTime<Utc>,
) -> Result<(), OrderError> {
    let OrderWithItems { order, items } = after;
    if order.status == OrderStatus::Placed {
        order.fulfilment_status = FulfilmentStatus::of(order.kind, items);
    }
    save_items_in(transaction, &before.items, items).await?;
    Ok(save_in(transaction, order, now).await?)
}

/// Writes the lines that differ from what was there.
pub(super) async fn save_items_in(
    transaction: &Transaction,
    before: &[OrderItem],
    after: &[OrderItem],
) -> Result<(), OrderError> {
    let was = |line: i64| before.iter().find(|item| item.line == line);
    let is = |line: i64| after.iter().any(|item| item.line == line);
    let gone: Vec<i64> = before
        .iter()
        .map(|item| item.line)
        .filter(|&line| !is(line))
        .collect();
    if let (false, Some(first)) = (gone.is_empty(), before.first()) {
        item::Entity::delete_many()
            .filter(item::Column::OrderId.eq(first.order_id))
            .filter(item::Column::Line.is_in(gone))
            .exec(transaction)
            .await?;
    }
    let mut new = Vec::new();
    for item in after {
        match was(item.line) {
            None => new.push(item.clone().into_active_model()),
            Some(before) if before == item => {}
            Some(_) => {
                let row = item.clone().into_active_model().reset_all();
                item::Entity::update(row)
                    .exec_without_returning(transaction)
                    .await?;
            }
        }
    }
    for part in new.chunks(WRITTEN_AT_ONCE) {
        item::Entity::insert_many(part.to_vec())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
