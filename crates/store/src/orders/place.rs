//! Place an order: check it, promise or hand over the goods, and write it down, in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use mercer_database::Transaction;

use super::cancel::open_reservations;
use super::draft::{draft_in, record_in};
use super::input::check;
use super::insert::insert;
use super::{
    Fulfilment, FulfilmentStatus, Order, OrderError, OrderKind, OrderStatus, OrderWithItems,
    PaymentStatus, PlaceOrder,
};
use crate::inventory::{Cause, Change, Demand, MovementKind, change_in, hand_over_in, reserve_in};
use crate::{Quantity, Store, numbers};

/// Places the order.
///
/// # Errors
/// Any refusal leaves everything as it was: no order, no line, no promise.
pub async fn place(store: &Store, input: PlaceOrder) -> Result<OrderWithItems, OrderError> {
    let per_product = check(&input)?;
    // Shared by the attempts, of which there is nearly always one.
    let asked = Arc::new((store.clone(), input, per_product));
    numbered(store, move |transaction, number| {
        let asked = asked.clone();
        async move {
            let (store, input, per_product) = &*asked;
            place_in(store, &transaction, input, per_product, number).await
        }
    })
    .await
}

/// Runs a unit that writes a new order, with a number for it.
pub(super) async fn numbered<F, U>(store: &Store, unit: F) -> Result<OrderWithItems, OrderError>
where
    F: Fn(Transaction, i64) -> U + Clone + Send + Sync + 'static,
    U: Future<Output = Result<OrderWithItems, OrderError>> + Send + 'static,
{
    loop {
        let number = numbers::next(store).await?;
        let unit = unit.clone();
        let attempt = move |transaction: Transaction| unit(transaction, number);
        match store.database().write(attempt).await {
            // An imported order bears the number; it is skipped for good.
            Err(OrderError::NumberTaken(_)) => {}
            Err(error) => {
                numbers::give_back(store, number);
                return Err(error);
            }
            placed => return placed,
        }
    }
}

async fn place_in(
    store: &Store,
    transaction: &Transaction,
    input: &PlaceOrder,
    per_product: &BTreeMap<i64, Quantity>,
    number: i64,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    let mut draft = draft_in(store, transaction, input, per_product, number).await?;
    let demands = open_reservations(&draft.items);
    // Stock first: on MariaDB the other order deadlocks.
    if input.kind == OrderKind::Sale && input.fulfilment == Fulfilment::Reserve {
        reserve_in(transaction, draft.order.location_id, &demands, now).await?;
    }
    let OrderWithItems { order, items } = &mut draft;
    for item in items.iter_mut() {
        match (input.kind, input.fulfilment) {
            (OrderKind::Return, _) => item.returned = item.quantity,
            (OrderKind::Sale, Fulfilment::HandOver) => item.shipped = item.quantity,
            (OrderKind::Sale, Fulfilment::Reserve) => {}
        }
    }
    order.status = OrderStatus::Placed;
    order.placed_at = Some(now);
    order.payment_status = PaymentStatus::of(order);
    order.fulfilment_status = FulfilmentStatus::of(order.kind, items);
    insert(transaction, order, items).await?;
    move_goods_now(store, transaction, input, order, &demands).await?;
    record_in(store, transaction, "orders.place", order, items).await?;
    Ok(draft)
}

/// Goods that leave or come back together with the order, not by a later shipment.
async fn move_goods_now(
    store: &Store,
    transaction: &Transaction,
    input: &PlaceOrder,
    order: &Order,
    demands: &[Demand],
) -> Result<(), OrderError> {
    let cause = |kind| Cause::for_order(store, kind, order.id);
    match (input.kind, input.fulfilment) {
        (OrderKind::Sale, Fulfilment::Reserve) => Ok(()),
        (OrderKind::Sale, Fulfilment::HandOver) => {
            let cause = cause(MovementKind::Sold);
            Ok(hand_over_in(transaction, order.location_id, demands, &cause).await?)
        }
        (OrderKind::Return, _) => {
            let changes: Vec<_> = demands
                .iter()
                .map(|demand| Change {
                    product_id: demand.product_id,
                    quantity: demand.quantity.thousandths(),
                })
                .collect();
            let cause = cause(MovementKind::Returned);
            Ok(change_in(transaction, order.location_id, &changes, &cause).await?)
        }
    }
}
