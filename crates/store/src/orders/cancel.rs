//! Call off an order whose goods and money have not moved.

use std::collections::BTreeMap;

use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::get::items_in;
use super::{FulfilmentStatus, Order, OrderError, OrderItem, OrderStatus, OrderWithItems};
use crate::inventory::{Demand, release_in};
use crate::{Quantity, Store};

/// Cancels the order and releases its reservations.
///
/// # Errors
/// [`OrderError::NotCancellable`] when goods have left or come back, or money was received and
/// not given back.
pub async fn cancel(store: &Store, id: i64) -> Result<OrderWithItems, OrderError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { cancel_in(&store, &transaction, id).await }
        })
        .await
}

async fn cancel_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    // The guard and the row's lock in one: of two cancellations, or a cancellation and a payment,
    // the second sees what the first did.
    let guarded = Entity::update_many()
        .col_expr(Column::Status, OrderStatus::Cancelled.as_str().into())
        .col_expr(Column::CancelledAt, now.into())
        .col_expr(Column::UpdatedAt, now.into())
        .col_expr(Column::Version, Column::Version.into_expr().add(1_i64))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in([OrderStatus::Draft.as_str(), OrderStatus::Placed.as_str()]))
        .filter(Column::FulfilmentStatus.eq(FulfilmentStatus::Unfulfilled.as_str()))
        .filter(
            Column::Captured
                .into_expr()
                .eq(Column::Refunded.into_expr()),
        )
        .exec(transaction)
        .await?;
    let order = Entity::find_by_id(id).one(transaction).await?;
    let order = order.ok_or_else(|| OrderError::NotFound(id.to_string()))?;
    if guarded.rows_affected == 0 {
        return Err(why_not(order));
    }
    let items = items_in(transaction, id).await?;
    release_in(
        transaction,
        order.location_id,
        &open_reservations(&items),
        now,
    )
    .await?;
    Ok(OrderWithItems { order, items })
}

fn why_not(order: Order) -> OrderError {
    if !order.status.may_become(OrderStatus::Cancelled) {
        return OrderError::WrongStatus {
            from: order.status,
            to: OrderStatus::Cancelled,
        };
    }
    let reason = match order.fulfilment_status {
        FulfilmentStatus::Fulfilled => "its goods have left; record a return instead",
        FulfilmentStatus::Returned => "its goods are back in stock",
        FulfilmentStatus::Unfulfilled => "money was received; refund it first",
    };
    OrderError::NotCancellable {
        number: order.number,
        reason: reason.to_owned(),
    }
}

/// What a placed sale's lines still hold reserved, per product, sorted.
pub(super) fn open_reservations(items: &[OrderItem]) -> Vec<Demand> {
    let mut open = BTreeMap::new();
    for item in items
        .iter()
        .filter(|item| item.stocked && item.quantity > item.shipped)
    {
        *open.entry(item.product_id).or_insert(0) += item.quantity - item.shipped;
    }
    open.into_iter()
        .map(|(product_id, thousandths)| Demand {
            product_id,
            quantity: Quantity::from_thousandths(thousandths),
        })
        .collect()
}
