//! Place an order that was drafted, at the prices of today.

use std::collections::BTreeMap;

use mercer_database::Transaction;

use super::draft::{Draft, record_in};
use super::edit_lines::reprice;
use super::price::{kept_discount, total};
use super::rows::{locked_in, save_items_in};
use super::settle::save_in;
use super::{FulfilmentStatus, OrderError, OrderStatus, OrderWithItems};
use crate::edit::VersionConflict;
use crate::inventory::reserve_in;
use crate::{Quantity, Store, products};

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
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { place_draft_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn place_draft_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    let before = locked_in(transaction, id).await?;
    let mut order = before.order.clone();
    if let Some(expected) = expected_version.filter(|&version| version != order.version) {
        let current = order.version;
        return Err(VersionConflict { expected, current }.into());
    }
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
    order.fulfilment_status = FulfilmentStatus::of(order.kind, &items);
    let mut per_product: BTreeMap<i64, Quantity> = BTreeMap::new();
    for item in &items {
        let sum = per_product.entry(item.product_id).or_default();
        *sum = Quantity::from_thousandths(sum.thousandths() + item.quantity);
    }
    let mut draft = Draft { order, items };
    let demands = draft.demands(&per_product);
    reserve_in(transaction, draft.order.location_id, &demands, now).await?;
    save_items_in(transaction, &before.items, &draft.items).await?;
    save_in(transaction, &mut draft.order, now).await?;
    let (order, items) = (&draft.order, &draft.items);
    record_in(store, transaction, "orders.place", order, items).await?;
    Ok(draft.into_order())
}
