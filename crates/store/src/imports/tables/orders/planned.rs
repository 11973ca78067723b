//! An order as its rows tell it, with what it refers to found.

use mercer_database::Json;

use super::lines;
use crate::customers::{self, CustomerError};
use crate::imports::tables::context::Context;
use crate::imports::tables::outcome::Refusal;
use crate::imports::tables::row::Row;
use crate::orders::{
    self, FulfilmentStatus, Order, OrderError, OrderItem, OrderKind, OrderStatus, PaymentStatus,
};
use crate::{Currency, Invalid};

/// An order to be written.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) order: Order,
    pub(super) items: Vec<OrderItem>,
}

/// Reads the rows of an order; `None` if the store has one of this number.
pub(super) async fn read(context: &Context, rows: &[Row<'_>]) -> Result<Option<Planned>, Refusal> {
    let (store, row) = (&context.store, rows[0]);
    let number = row.required("number")?;
    match orders::find(store, number).await {
        Ok(_) => return Ok(None),
        Err(OrderError::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let customer_id = customer(context, row).await?;
    let location_id = location(context, row).await?;
    let currency = row.currency("currency")?.unwrap_or(store.currency());
    let mut order = head(context, row, currency)?;
    (order.customer_id, order.location_id) = (customer_id, location_id);
    let items = lines::read(context, rows, &order, currency).await?;
    sum(row, &mut order, &items, currency)?;
    settle(row, &mut order, &items, currency)?;
    Ok(Some(Planned { order, items }))
}

async fn customer(context: &Context, row: Row<'_>) -> Result<i64, Refusal> {
    let name = row.required("customer")?;
    let found = if name.contains('@') {
        customers::find_by_email(&context.store, name).await
    } else {
        customers::find_by_username(&context.store, name).await
    };
    match found {
        Ok(customer) => Ok(customer.id),
        Err(CustomerError::NotFound(_) | CustomerError::Invalid(_)) => {
            let reason = format!("there is no customer {name:?}; import customers first");
            Err(Refusal::new("customer", reason))
        }
        Err(error) => Err(error.into()),
    }
}

async fn location(context: &Context, row: Row<'_>) -> Result<i64, Refusal> {
    let found = match row.text("location") {
        Some(name) => context.location(name).await?.map(|location| location.id),
        None => context.first_location().await?,
    };
    found.ok_or_else(|| {
        let name = row.text("location").unwrap_or("that is open");
        Refusal::new(
            "location",
            format!("there is no location {name}; import locations first"),
        )
    })
}

/// What does not depend on the lines.
fn head(context: &Context, row: Row<'_>, currency: Currency) -> Result<Order, Invalid> {
    let now = context.store.now();
    let created_at = row.time("created_at")?;
    let status = row.word("status")?.unwrap_or(OrderStatus::Placed);
    let mut placed_at = row.time("placed_at")?;
    if status == OrderStatus::Placed {
        placed_at = placed_at.or(created_at).or(Some(now));
    }
    let mut cancelled_at = row.time("cancelled_at")?;
    if status == OrderStatus::Cancelled {
        cancelled_at = cancelled_at.or(placed_at).or(Some(now));
    }
    let created_at = created_at.or(placed_at).unwrap_or(now);
    let include_tax = row.flag("prices_include_tax")?;
    let money = |column: &str| Ok::<_, Invalid>(row.money(column, currency)?.unwrap_or(0));
    let text = |column: &str, most: usize| crate::text::optional(column, row.text(column), most);
    let number = crate::text::required("number", row.required("number")?, 32)?;
    Ok(Order {
        id: 0,
        number,
        kind: row.word("kind")?.unwrap_or(OrderKind::Sale),
        customer_id: 0,
        location_id: 0,
        currency: currency.to_string(),
        status,
        payment_status: PaymentStatus::Unpaid,
        fulfilment_status: FulfilmentStatus::Unfulfilled,
        prices_include_tax: include_tax.unwrap_or(context.store.prices_include_tax()),
        subtotal: 0,
        discount: 0,
        discount_reason: text("discount_reason", 200)?,
        last_line: row.integer("last_line")?.unwrap_or(0),
        shipping: money("shipping")?,
        tax: 0,
        total: 0,
        credited: 0,
        shipping_refunded: money("shipping_refunded")?,
        pledged: 0,
        captured: money("captured")?,
        refunding: 0,
        refunded: money("refunded")?,
        shipping_address: address(row, "shipping_address")?,
        billing_address: address(row, "billing_address")?,
        source: text("source", 32)?,
        placed_at,
        cancelled_at,
        created_at,
        updated_at: now,
        version: 1,
    })
}

/// An address as a JSON object.
fn address(row: Row<'_>, column: &str) -> Result<Option<Json>, Invalid> {
    let Some(text) = row.text(column) else {
        return Ok(None);
    };
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(object)) => {
            for value in object.values() {
                crate::text::optional(column, value.as_str(), 500)?;
            }
            Ok(Some(Json(serde_json::Value::Object(object))))
        }
        _ => Err(Invalid::new(column, "it is no address as a JSON object")),
    }
}

/// The order's sums, which have to be those that the file tells.
fn sum(
    row: Row<'_>,
    order: &mut Order,
    items: &[OrderItem],
    currency: Currency,
) -> Result<(), Invalid> {
    let too_large = || Invalid::new("total", "the sum of the lines is too large");
    let sum = |amount: fn(&OrderItem) -> i64| {
        let mut amounts = items.iter().map(amount);
        let sum = amounts.try_fold(0_i64, i64::checked_add);
        sum.ok_or_else(too_large)
    };
    order.subtotal = sum(|item| item.subtotal)?;
    order.discount = sum(|item| item.discount)?
        .checked_add(sum(|item| item.order_discount)?)
        .ok_or_else(too_large)?;
    order.tax = sum(|item| item.tax)?;
    let lines = sum(|item| item.total)?;
    order.total = lines.checked_add(order.shipping).ok_or_else(too_large)?;
    order.credited = sum(|item| item.refunded)?
        .checked_add(order.shipping_refunded)
        .ok_or_else(too_large)?;
    let highest = items.iter().map(|item| item.line).max().unwrap_or(0);
    order.last_line = order.last_line.max(highest);
    if let Some(total) = row.money("total", currency)?
        && total != order.total
    {
        let (told, found) = (
            crate::Money::new(total, currency),
            crate::Money::new(order.total, currency),
        );
        let reason = format!("it is {told}, and the lines and the shipping add up to {found}");
        return Err(Invalid::new("total", reason));
    }
    Ok(())
}

/// The states, which follow from the rest.
fn settle(
    row: Row<'_>,
    order: &mut Order,
    items: &[OrderItem],
    currency: Currency,
) -> Result<(), Invalid> {
    if order.captured < 0 || order.refunded < 0 || order.refunded > order.captured {
        let captured = crate::Money::new(order.captured, currency);
        let reason = format!("of {captured} that were received, no more can have gone back");
        return Err(Invalid::new("refunded", reason));
    }
    let was_placed = order.status == OrderStatus::Placed || order.placed_at.is_some();
    order.fulfilment_status = if order.kind == OrderKind::Sale && !was_placed {
        FulfilmentStatus::Unfulfilled
    } else {
        FulfilmentStatus::of(order.kind, items)
    };
    let told: Option<PaymentStatus> = row.word("payment_status")?;
    // A source without payments does not say that nothing was paid.
    let is_unrecorded = order.captured == 0
        && order.status == OrderStatus::Placed
        && (told == Some(PaymentStatus::Unrecorded) || (told.is_none() && !row.has("captured")));
    order.payment_status = if is_unrecorded {
        PaymentStatus::Unrecorded
    } else {
        PaymentStatus::of(order)
    };
    Ok(())
}
