//! Write an order from elsewhere, in one transaction with all that belongs to it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;

use super::planned::Planned;
use crate::imports::tables::outcome::{Outcome, Refusal};
use crate::inventory::{Demand, Entry, Ledger, MovementKind, reserve_in};
use crate::numbers::continue_after_in;
use crate::orders::{self, Order, OrderItem, OrderKind, OrderStatus};
use crate::{Store, audit, payments, returns, shipments};

/// Why the stock was there before it left, and is not after it came back.
const REASON: &str = "import: goods of an earlier order";

pub(super) async fn write(store: &Store, planned: Planned) -> Result<Outcome, Refusal> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, planned) = (unit_store.clone(), planned.clone());
            async move { write_in(&store, &transaction, planned).await }
        })
        .await
}

async fn write_in(
    store: &Store,
    transaction: &Transaction,
    planned: Planned,
) -> Result<Outcome, Refusal> {
    let Planned {
        mut order,
        mut items,
    } = planned;
    let now = store.now();
    let at = order.placed_at.unwrap_or(order.created_at);
    // Stock first: on MariaDB the other order deadlocks.
    if (order.status, order.kind) == (OrderStatus::Placed, OrderKind::Sale) {
        let open = items.iter().filter(|item| item.stocked);
        let open = open.map(|item| (item.product_id, item.quantity - item.shipped));
        let demands = Demand::summed(open.filter(|(_, quantity)| *quantity > 0));
        reserve_in(transaction, order.location_id, &demands, now).await?;
    }
    let moved = |item: &&OrderItem| item.shipped > 0 || item.returned > 0;
    let products: BTreeSet<i64> = items
        .iter()
        .filter(moved)
        .map(|item| item.product_id)
        .collect();
    let actor = store.actor().to_string();
    let location_id = order.location_id;
    let mut ledger = Ledger::open_in(transaction, location_id, &products, actor, now).await?;
    orders::insert_in(transaction, &mut order, &mut items).await?;
    payments::record_imported_in(store, transaction, &order, at).await?;
    let sent = shipments::record_imported_in(store, transaction, &order, &items, at).await?;
    let back = if order.kind == OrderKind::Sale {
        returns::record_imported_in(store, transaction, &order, &items, at).await?
    } else {
        None
    };
    for item in items.iter().filter(moved) {
        for entry in entries(&order, item, sent, back, at) {
            ledger.append(entry)?;
        }
    }
    ledger.write_in(transaction, now).await?;
    // Numbers beyond what a shop ever reaches are another series.
    if let Some(number) = order.number.parse().ok().filter(|n| *n < 1_000_000_000) {
        continue_after_in(transaction, number).await?;
    }
    record_in(store, transaction, &order, items.len()).await?;
    Ok(Outcome::Added)
}

/// What the ledger tells of a line: each movement, and one that makes up for it.
fn entries(
    order: &Order,
    item: &OrderItem,
    shipment_id: Option<i64>,
    return_id: Option<i64>,
    at: DateTime<Utc>,
) -> Vec<Entry> {
    let entry = |kind, quantity| Entry {
        product_id: item.product_id,
        quantity,
        kind,
        order_id: Some(order.id),
        shipment_id: None,
        return_id: None,
        reason: None,
        at,
    };
    let made_up = |kind, quantity| Entry {
        order_id: None,
        reason: Some(REASON.to_owned()),
        ..entry(kind, quantity)
    };
    let sent = Entry {
        shipment_id,
        ..entry(MovementKind::Shipped, -item.delivered)
    };
    let back = Entry {
        return_id,
        ..entry(MovementKind::Returned, item.returned)
    };
    let all = [
        made_up(MovementKind::Received, item.shipped),
        sent,
        entry(MovementKind::Sold, item.delivered - item.shipped),
        back,
        made_up(MovementKind::Adjusted, -item.returned),
    ];
    let moves = |entry: &Entry| entry.quantity != 0;
    all.into_iter().filter(moves).collect()
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    lines: usize,
) -> Result<(), Refusal> {
    let told = serde_json::json!({
        "number": order.number,
        "status": order.status,
        "total": order.total,
        "currency": order.currency,
        "lines": lines,
    });
    let act = audit::Act {
        order_id: Some(order.id),
        ..audit::Act::added("imports.order", format!("order {}", order.id), told)
    };
    Ok(audit::record_in(store, transaction, act).await?)
}
