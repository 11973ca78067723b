//! Write an order down without promising anything: it is changed with [`super::modify`], placed
//! with [`super::place_draft`] and thrown away with [`super::delete`].

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::DbErr;

use super::input::check;
use super::insert::insert;
use super::place::numbered;
use super::price::{price_lines, set_order_discount, total};
use super::{
    FulfilmentStatus, Order, OrderError, OrderItem, OrderKind, OrderStatus, OrderWithItems,
    PaymentStatus, PlaceOrder,
};
use crate::inventory::InventoryError;
use crate::{Invalid, Quantity, Store, addresses, audit, locations, products};

/// Writes a draft: priced as of now, with a number, holding no stock. Its prices are those of the
/// day on which it is placed.
///
/// # Errors
/// As for [`super::place`], except that nothing has to be in stock. Only sales that are reserved
/// are drafted.
pub async fn draft(store: &Store, input: PlaceOrder) -> Result<OrderWithItems, OrderError> {
    let per_product = check(&input)?;
    if input.kind != OrderKind::Sale {
        return Err(Invalid::new("kind", "only a sale can be drafted").into());
    }
    let asked = Arc::new((store.clone(), input, per_product));
    numbered(store, move |transaction, number| {
        let asked = asked.clone();
        async move {
            let (store, input, per_product) = &*asked;
            let mut draft = draft_in(store, &transaction, input, per_product, number).await?;
            insert(&transaction, &mut draft.order, &mut draft.items).await?;
            let (order, items) = (&draft.order, &draft.items);
            record_in(store, &transaction, "orders.draft", order, items).await?;
            Ok(draft)
        }
    })
    .await
}

/// The order and its lines, priced, with the addresses of today; writes nothing.
pub(super) async fn draft_in(
    store: &Store,
    transaction: &Transaction,
    input: &PlaceOrder,
    per_product: &BTreeMap<i64, Quantity>,
    number: i64,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    let location_id = location(store, transaction, input.location_id).await?;
    let products = products::ordered_in(transaction, per_product.keys().copied()).await?;
    let currency = input.currency.unwrap_or(store.currency());
    let mut items = price_lines(&input.lines, &products, currency, 1)?;
    let address = addresses::snapshot_in(transaction, input.customer_id).await?;
    let address = address.ok_or(OrderError::UnknownCustomer(input.customer_id))?;
    let mut order = blank(store, input, location_id, number, now);
    let taken_off = set_order_discount(&mut order, &items, input.discount.as_ref())?;
    total(&mut order, &mut items, taken_off)?;
    order.shipping_address = Some(address.shipping);
    order.billing_address = Some(address.billing);
    Ok(OrderWithItems { order, items })
}

async fn location(
    store: &Store,
    transaction: &Transaction,
    location_id: Option<i64>,
) -> Result<i64, OrderError> {
    match location_id {
        None => Ok(locations::first_in(store, transaction).await?),
        Some(id) if locations::exists_in(transaction, id).await? => Ok(id),
        Some(id) => Err(InventoryError::UnknownLocation(id).into()),
    }
}

/// The order's row without its sums.
fn blank(
    store: &Store,
    input: &PlaceOrder,
    location_id: i64,
    number: i64,
    now: DateTime<Utc>,
) -> Order {
    Order {
        id: 0,
        number: number.to_string(),
        kind: input.kind,
        customer_id: input.customer_id,
        location_id,
        currency: input.currency.unwrap_or(store.currency()).to_string(),
        status: OrderStatus::Draft,
        payment_status: PaymentStatus::Unpaid,
        fulfilment_status: FulfilmentStatus::Unfulfilled,
        prices_include_tax: store.prices_include_tax(),
        subtotal: 0,
        discount: 0,
        discount_reason: None,
        last_line: i64::try_from(input.lines.len()).unwrap_or(i64::MAX),
        shipping: input.shipping,
        tax: 0,
        total: 0,
        credited: 0,
        shipping_refunded: 0,
        pledged: 0,
        captured: 0,
        refunding: 0,
        refunded: 0,
        shipping_address: None,
        billing_address: None,
        source: None,
        placed_at: None,
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Writes the audit row of a new or newly placed order.
pub(super) async fn record_in(
    store: &Store,
    transaction: &Transaction,
    action: &'static str,
    order: &Order,
    items: &[OrderItem],
) -> Result<(), DbErr> {
    let after = serde_json::json!({
        "number": order.number,
        "status": order.status,
        "customer_id": order.customer_id,
        "currency": order.currency,
        "total": order.total,
        "lines": items.len(),
    });
    let act = audit::Act {
        action,
        subject: format!("order {}", order.id),
        order_id: Some(order.id),
        before: None,
        after: Some(after),
    };
    audit::record_in(store, transaction, act).await
}
