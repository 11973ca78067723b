//! Remove an order from the books, with its lines, payments, shipments and returns.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QuerySelect};

use super::cancel::open_reservations;
use super::entity::Entity;
use super::get::items_in;
use super::rows::check_version;
use super::{Order, OrderError, OrderKind, OrderStatus};
use crate::inventory::release_in;
use crate::{Store, audit};

/// What may be deleted together with the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cascade {
    /// Its lines. An order that money was received for is refused.
    Refuse,
    /// Its payments too, received or given back.
    WithPayments,
}

/// Deletes the order, gives its reservations free, and writes an audit row, in one transaction.
/// The stock ledger keeps the movements that the order caused: the goods did move. Invoices and
/// credit notes stay too and refer to no order any more.
///
/// # Errors
/// [`OrderError::Paid`] when money was received and the caller did not ask for the cascade;
/// [`OrderError::PaymentsUnderWay`] while a provider owes an answer, which would find no order;
/// [`OrderError::Stale`] when it is not the version that was read.
pub async fn delete(
    store: &Store,
    id: i64,
    cascade: Cascade,
    expected_version: Option<i64>,
) -> Result<(), OrderError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { delete_in(&store, &transaction, id, cascade, expected_version).await }
        })
        .await
}

async fn delete_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    cascade: Cascade,
    expected_version: Option<i64>,
) -> Result<(), OrderError> {
    // Locked first, so that a payment or a cancellation at the same time comes before or after.
    let order = Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let order = order.ok_or_else(|| OrderError::NotFound(id.to_string()))?;
    check_version(&order, expected_version)?;
    if order.captured > 0 && cascade == Cascade::Refuse {
        return Err(OrderError::Paid {
            number: order.number,
        });
    }
    if order.pledged > 0 || order.refunding > 0 {
        return Err(OrderError::PaymentsUnderWay {
            number: order.number,
        });
    }
    if holds_reservations(&order) {
        let items = items_in(transaction, id).await?;
        let demands = open_reservations(&items);
        release_in(transaction, order.location_id, &demands, store.now()).await?;
    }
    let detail = serde_json::json!({
        "number": order.number, "status": order.status, "currency": order.currency,
        "total": order.total, "captured": order.captured, "refunded": order.refunded,
    });
    let act = audit::Act {
        action: "orders.delete",
        subject: format!("order {id}"),
        order_id: Some(id),
        before: Some(detail),
        after: None,
    };
    audit::record_in(store, transaction, act).await?;
    // Lines, payments, shipments, returns and what is theirs go by their foreign keys.
    Entity::delete_by_id(id).exec(transaction).await?;
    Ok(())
}

fn holds_reservations(order: &Order) -> bool {
    order.kind == OrderKind::Sale
        && order.status == OrderStatus::Placed
        && order.fulfilment_status.is_open()
}
