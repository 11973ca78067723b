//! Call off an order whose goods have not left and whose money has been given back.

use mercer_database::Transaction;

use super::rows::{check_version, locked_in};
use super::settle::save_in;
use super::{Order, OrderError, OrderItem, OrderKind, OrderStatus, OrderWithItems};
use crate::inventory::{Demand, release_in};
use crate::{Store, audit};

/// Cancels the order and releases its reservations. A payment that is under way and brings money
/// after all is booked, and a refund is due then.
///
/// # Errors
/// [`OrderError::NotCancellable`] when goods have left, come back or are being packed, or money was
/// received and not given back; [`OrderError::Stale`] when it is not the version that was read.
pub async fn cancel(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<OrderWithItems, OrderError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { cancel_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn cancel_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    // Under the row's lock: of two cancellations, or a cancellation and a payment, the second sees
    // what the first did.
    let OrderWithItems { mut order, items } = locked_in(transaction, id).await?;
    check_version(&order, expected_version)?;
    check_cancellable(&order, &items)?;
    let was = order.status;
    if was == OrderStatus::Placed {
        let open = open_reservations(&items);
        release_in(transaction, order.location_id, &open, now).await?;
    }
    order.status = OrderStatus::Cancelled;
    order.cancelled_at = Some(now);
    save_in(transaction, &mut order, now).await?;
    let act = audit::Act {
        action: "orders.cancel",
        subject: format!("order {id}"),
        order_id: Some(id),
        before: Some(serde_json::json!({ "status": was })),
        after: Some(serde_json::json!({ "status": order.status })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(OrderWithItems { order, items })
}

fn check_cancellable(order: &Order, items: &[OrderItem]) -> Result<(), OrderError> {
    if !order.status.may_become(OrderStatus::Cancelled) {
        return Err(OrderError::WrongStatus {
            from: order.status,
            to: OrderStatus::Cancelled,
        });
    }
    let goods = || items.iter().filter(|item| item.stocked);
    let reason = if order.kind == OrderKind::Return {
        "its goods are back in stock"
    } else if goods().any(|item| item.shipped > 0) {
        "its goods have left; record a return instead"
    } else if goods().any(|item| item.allocated > 0) {
        "its goods are being packed; cancel that shipment first"
    } else if goods().next().is_none() && order.status == OrderStatus::Placed {
        "its services are rendered; credit them instead"
    } else if order.held() > 0 {
        "money was received; refund it first"
    } else {
        return Ok(());
    };
    Err(OrderError::NotCancellable {
        number: order.number.clone(),
        reason: reason.to_owned(),
    })
}

/// What of the lines' goods has not left, per product, sorted: what a placed sale holds reserved.
pub(super) fn open_reservations(items: &[OrderItem]) -> Vec<Demand> {
    let is_open = |item: &&OrderItem| item.stocked && item.quantity > item.shipped;
    let open = items.iter().filter(is_open);
    Demand::summed(open.map(|item| (item.product_id, item.quantity - item.shipped)))
}
