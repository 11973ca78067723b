//! Place an order that was drafted, at the prices of today.

use mercer_database::Transaction;

use super::cancel::open_reservations;
use super::draft::record_in;
use super::edit_lines::reprice;
use super::price::{kept_discount, total};
use super::rows::{check_version, locked_in, save_lines_in};
use super::{Fulfilment, OrderError, OrderStatus, OrderWithItems};
use crate::inventory::{Cause, MovementKind, hand_over_in, reserve_in};
use crate::{Store, products};

/// Makes a draft binding: reads its products' prices and taxes anew, and reserves its goods. What
/// is taken off stays the same amount, as far as the lines still cost that much.
///
/// # Errors
/// [`OrderError::WrongStatus`] when it is no draft; as for [`super::place`] otherwise.
pub async fn place_draft(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<OrderWithItems, OrderError> {
    placed(store, id, expected_version, Fulfilment::Reserve).await
}

/// Makes it binding, its goods reserved or gone.
pub(super) async fn placed(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
    fulfilment: Fulfilment,
) -> Result<OrderWithItems, OrderError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { placed_in(&store, &transaction, id, expected_version, fulfilment).await }
        })
        .await
}

async fn placed_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
    fulfilment: Fulfilment,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    let before = locked_in(transaction, id).await?;
    let mut order = before.order.clone();
    check_version(&order, expected_version)?;
    let placed = OrderStatus::Placed;
    if !order.status.may_become(placed) {
        let (from, to) = (order.status, placed);
        return Err(OrderError::WrongStatus { from, to });
    }
    let ids = before.items.iter().map(|item| item.product_id);
    let products = products::ordered_in(transaction, ids).await?;
    let mut items = reprice(&before, &products)?;
    let taken_off = kept_discount(&mut order, &before.items, &items)?;
    total(&mut order, &mut items, taken_off)?;
    order.status = placed;
    order.placed_at = Some(now);
    let demands = open_reservations(&items);
    match fulfilment {
        Fulfilment::Reserve => {
            reserve_in(transaction, order.location_id, &demands, now).await?;
        }
        Fulfilment::HandOver => {
            let cause = Cause::for_order(store, MovementKind::Sold, id);
            hand_over_in(transaction, order.location_id, &demands, &cause).await?;
            for item in &mut items {
                item.shipped = item.quantity;
            }
        }
    }
    let mut after = OrderWithItems { order, items };
    save_lines_in(transaction, &before, &mut after, now).await?;
    record_in(
        store,
        transaction,
        "orders.place",
        &after.order,
        &after.items,
    )
    .await?;
    Ok(after)
}
