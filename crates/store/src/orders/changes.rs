//! What a change of an order changed, for its record; and its new addresses.

use chrono::{DateTime, Utc};
use mercer_database::Json;
use serde_json::{Map, Value, json};

use super::{FulfilmentStatus, ModifyOrder, Order, OrderError, OrderItem, OrderWithItems};
use crate::addresses::{self, NewAddress};
use crate::{Invalid, Quantity};

/// Writes the new addresses into the order. One that is the same as before changes nothing.
pub(super) fn changed_address(
    order: &mut Order,
    input: &ModifyOrder,
    now: DateTime<Utc>,
) -> Result<(), OrderError> {
    let new = |address: &Option<NewAddress>, field, old: &Option<Json>| {
        let new = address
            .as_ref()
            .map(|address| document(address, field, now));
        let new = new.transpose()?;
        Ok::<_, Invalid>(new.filter(|new| Some(new) != old.as_ref()))
    };
    let shipping = new(
        &input.shipping_address,
        "shipping_address",
        &order.shipping_address,
    )?;
    if shipping.is_some() {
        let has_left = !matches!(
            order.fulfilment_status,
            FulfilmentStatus::Unfulfilled | FulfilmentStatus::PartiallyFulfilled
        );
        if has_left {
            return Err(Invalid::new("shipping_address", "the goods have left").into());
        }
        order.shipping_address = shipping;
    }
    let billing = new(
        &input.billing_address,
        "billing_address",
        &order.billing_address,
    )?;
    if billing.is_some() {
        order.billing_address = billing;
    }
    Ok(())
}

fn document(address: &NewAddress, field: &str, now: DateTime<Utc>) -> Result<Json, Invalid> {
    let checked = addresses::check(address, now).map_err(|invalid| invalid.inside(field))?;
    Ok(addresses::document_of(&checked))
}

/// The fields that differ, as they were and as they are.
pub(super) fn describe(before: &OrderWithItems, after: &OrderWithItems) -> (Value, Value) {
    let (mut was, mut is) = (order_fields(&before.order), order_fields(&after.order));
    let same: Vec<String> = was
        .iter()
        .filter(|(name, value)| is.get(*name) == Some(value))
        .map(|(name, _)| name.clone())
        .collect();
    for name in same {
        was.remove(&name);
        is.remove(&name);
    }
    let unlike = |items: &[OrderItem], others: &[OrderItem]| -> Vec<Value> {
        let changed = items.iter().filter(|item| !others.contains(item));
        changed.map(line_fields).collect()
    };
    let lines_were = unlike(&before.items, &after.items);
    let lines_are = unlike(&after.items, &before.items);
    if !lines_were.is_empty() || !lines_are.is_empty() {
        was.insert("lines".to_owned(), lines_were.into());
        is.insert("lines".to_owned(), lines_are.into());
    }
    let addresses = |order: &Order| {
        [
            order.shipping_address.clone(),
            order.billing_address.clone(),
        ]
    };
    let names = ["shipping_address", "billing_address"];
    let (old, new) = (addresses(&before.order), addresses(&after.order));
    for ((name, old), new) in names.into_iter().zip(old).zip(new) {
        if old != new {
            was.insert(name.to_owned(), whereabouts(old));
            is.insert(name.to_owned(), whereabouts(new));
        }
    }
    (was.into(), is.into())
}

fn order_fields(order: &Order) -> Map<String, Value> {
    let fields = [
        ("subtotal", json!(order.subtotal)),
        ("discount", json!(order.discount)),
        ("discount_reason", json!(order.discount_reason)),
        ("shipping", json!(order.shipping)),
        ("tax", json!(order.tax)),
        ("total", json!(order.total)),
        ("payment_status", json!(order.payment_status)),
        ("fulfilment_status", json!(order.fulfilment_status)),
    ];
    let named = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    named.collect()
}

/// All that is kept of an address beside the order itself: a person who is erased is in no record.
fn whereabouts(address: Option<Json>) -> Value {
    let country = address.map(|Json(address)| address["country"].clone());
    json!({ "country": country, "changed": true })
}

fn line_fields(item: &OrderItem) -> Value {
    json!({
        "line": item.line,
        "sku": item.sku,
        "quantity": Quantity::from_thousandths(item.quantity).to_string(),
        "discount": item.discount,
        "order_discount": item.order_discount,
        "tax": item.tax,
        "total": item.total,
    })
}
