//! Change an order that is drafted or placed: lines, discounts, the charge for delivery, addresses.
//!
//! A line keeps the price, the cost and the tax rate at which it was ordered; a new one has those of
//! today.
//! What is taken off the order as a whole stays the same amount unless it is changed too, as far as
//! the lines still cost that much.

use std::collections::BTreeMap;

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::changes::{changed_address, describe};
use super::edit_lines::{EditedLines, edit_lines};
use super::input::check_shipping;
use super::price::{kept_discount, set_order_discount, total};
use super::rows::{check_version, locked_in, save_lines_in};
use super::{
    Order, OrderError, OrderItem, OrderKind, OrderLine, OrderModification, OrderStatus,
    OrderWithItems, modification,
};
use crate::addresses::NewAddress;
use crate::amounts::Discount;
use crate::inventory::{Demand, release_in, reserve_in};
use crate::patch::Patch;
use crate::{Invalid, Quantity, Store, audit, products, text};

/// What is to change about an order.
#[derive(Clone, Debug, Default)]
pub struct ModifyOrder {
    /// The order.
    pub order_id: i64,
    /// The version that the caller read; whatever it is now when `None`.
    pub expected_version: Option<i64>,
    /// New lines.
    pub add: Vec<OrderLine>,
    /// Lines that become different.
    pub change: Vec<LineChange>,
    /// The numbers of lines that go.
    pub remove: Vec<i64>,
    /// Whether the lines that `change` does not name go too: what is left is what was named.
    pub removes_others: bool,
    /// What is taken off the order as a whole.
    pub discount: Patch<Discount>,
    /// Charged for delivery, minor units.
    pub shipping: Option<i64>,
    /// Where the goods go.
    pub shipping_address: Option<NewAddress>,
    /// Where the invoice goes.
    pub billing_address: Option<NewAddress>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// What is to change about a line.
#[derive(Clone, Debug)]
pub struct LineChange {
    /// Its number.
    pub line: i64,
    /// How much is wanted in all, not below what has left or is being packed.
    pub quantity: Option<Quantity>,
    /// What is taken off the line.
    pub discount: Patch<Discount>,
}

/// An order after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modified {
    /// The order as it is now.
    pub order: OrderWithItems,
    /// The record of the change; a draft changes without one.
    pub modification: Option<OrderModification>,
}

/// Changes the order, its reservations and its sums in one transaction. When a placed order comes
/// to cost more, the difference is due; when less than was paid, a refund is.
///
/// # Errors
/// A line that would fall below what was shipped, packed or credited, goods that are not there, a
/// version that is no longer the order's: nothing is changed then.
pub async fn modify(store: &Store, input: ModifyOrder) -> Result<Modified, OrderError> {
    let reason = text::optional("reason", input.reason.as_deref(), 200)?;
    check_shipping(input.shipping.unwrap_or(0))?;
    if let Some(nothing) = nothing(&input) {
        return Err(nothing.into());
    }
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (unit_store.clone(), input.clone(), reason.clone());
            async move { modify_in(&store, &transaction, &input, reason).await }
        })
        .await
}

async fn modify_in(
    store: &Store,
    transaction: &Transaction,
    input: &ModifyOrder,
    reason: Option<String>,
) -> Result<Modified, OrderError> {
    let before = locked_in(transaction, input.order_id).await?;
    check_open(&before.order, input.expected_version)?;
    let mut order = before.order.clone();
    let added = input.add.iter().map(|line| line.product_id);
    let products = products::ordered_in(transaction, added).await?;
    let EditedLines {
        mut items,
        last_line,
    } = edit_lines(&before, input, &products)?;
    order.last_line = last_line;
    order.shipping = input.shipping.unwrap_or(order.shipping);
    let taken_off = match &input.discount {
        Patch::Keep => kept_discount(&mut order, &before.items, &items)?,
        Patch::Clear => set_order_discount(&mut order, &items, None)?,
        Patch::Set(discount) => set_order_discount(&mut order, &items, Some(discount))?,
    };
    total(&mut order, &mut items, taken_off)?;
    check_credits(&order, &items)?;
    changed_address(&mut order, input, store.now())?;
    if order.status == OrderStatus::Placed {
        move_reservations(store, transaction, &before, &items).await?;
    }
    let mut after = OrderWithItems { order, items };
    save_lines_in(transaction, &before, &mut after, store.now()).await?;
    let modification = record_in(store, transaction, &before, &after, reason).await?;
    Ok(Modified {
        order: after,
        modification,
    })
}

fn check_open(order: &Order, expected: Option<i64>) -> Result<(), OrderError> {
    check_version(order, expected)?;
    let reason = match (order.kind, order.status) {
        (OrderKind::Sale, OrderStatus::Draft | OrderStatus::Placed) => return Ok(()),
        (OrderKind::Return, _) => "goods that came back are booked; record another order",
        (_, OrderStatus::Cancelled) => "it was cancelled",
    };
    Err(OrderError::NotModifiable {
        number: order.number.clone(),
        reason: reason.to_owned(),
    })
}

/// No line, and not the delivery, may come to cost less than was credited on it.
fn check_credits(order: &Order, items: &[OrderItem]) -> Result<(), OrderError> {
    let short = items.iter().find(|item| item.total < item.refunded);
    let reason = if let Some(item) = short {
        format!("line {} would cost less than was credited on it", item.line)
    } else if order.shipping < order.shipping_refunded {
        "the delivery would cost less than was credited on it".to_owned()
    } else {
        return Ok(());
    };
    Err(OrderError::NotModifiable {
        number: order.number.clone(),
        reason,
    })
}

/// Promises what the lines need more than before, and releases what they need less.
async fn move_reservations(
    store: &Store,
    transaction: &Transaction,
    before: &OrderWithItems,
    items: &[OrderItem],
) -> Result<(), OrderError> {
    let mut needed: BTreeMap<i64, i64> = BTreeMap::new();
    for (items, sign) in [(&before.items[..], -1), (items, 1)] {
        for item in items.iter().filter(|item| item.stocked) {
            *needed.entry(item.product_id).or_insert(0) += sign * (item.quantity - item.shipped);
        }
    }
    let demands = |sign: i64| -> Vec<Demand> {
        let part = needed.iter().filter(|&(_, &amount)| amount * sign > 0);
        part.map(|(&product_id, &amount)| Demand {
            product_id,
            quantity: Quantity::from_thousandths(amount * sign),
        })
        .collect()
    };
    let (location_id, now) = (before.order.location_id, store.now());
    reserve_in(transaction, location_id, &demands(1), now).await?;
    release_in(transaction, location_id, &demands(-1), now).await?;
    Ok(())
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    before: &OrderWithItems,
    after: &OrderWithItems,
    reason: Option<String>,
) -> Result<Option<OrderModification>, OrderError> {
    let order = &after.order;
    let (was, is) = describe(before, after);
    let act = audit::Act {
        action: "orders.modify",
        subject: format!("order {}", order.id),
        order_id: Some(order.id),
        before: Some(was.clone()),
        after: Some(is.clone()),
    };
    audit::record_in(store, transaction, act).await?;
    if order.status == OrderStatus::Draft {
        return Ok(None);
    }
    let mut modification = OrderModification {
        id: 0,
        order_id: order.id,
        total_before: before.order.total,
        total_after: order.total,
        changes: mercer_database::Json(serde_json::json!({ "before": was, "after": is })),
        reason,
        actor: store.actor().to_string(),
        created_at: store.now(),
    };
    let mut row = modification::ActiveModel::from(modification.clone());
    row.id = ActiveValue::NotSet;
    let inserted = modification::Entity::insert(row).exec(transaction).await?;
    modification.id = inserted.last_insert_id;
    Ok(Some(modification))
}

/// A change that changes nothing is none.
fn nothing(input: &ModifyOrder) -> Option<Invalid> {
    let is_empty = input.add.is_empty()
        && input.change.is_empty()
        && input.remove.is_empty()
        && !input.removes_others
        && input.discount == Patch::Keep
        && input.shipping.is_none()
        && input.shipping_address.is_none()
        && input.billing_address.is_none();
    is_empty.then(|| Invalid::new("change", "it says nothing that is to change"))
}
