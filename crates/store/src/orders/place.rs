//! Place an order: check it, promise or hand over the goods, and write it down, in one transaction.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;

use super::insert::insert;
use super::{
    FulfilmentStatus, Order, OrderError, OrderItem, OrderKind, OrderStatus, PaymentStatus,
};
use crate::inventory::{
    Cause, Change, Demand, InventoryError, MovementKind, change_in, hand_over_in, reserve_in,
};
use crate::products::{self, Kind, OrderedProduct};
use crate::{Currency, Invalid, Money, Quantity, Store, addresses, locations, numbers};

/// The most lines of one order.
pub const MAX_LINES: usize = 1_000;

/// An order to be placed.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// Who buys.
    pub customer_id: i64,
    /// A sale, or goods taken back without naming the original order.
    pub kind: OrderKind,
    /// What.
    pub lines: Vec<OrderLine>,
    /// The currency that the caller expects; the store's when `None`. Every product's price has
    /// to be in it.
    pub currency: Option<Currency>,
    /// Where the goods come from or go to; the first location when `None`.
    pub location_id: Option<i64>,
    /// Whether a sale's goods are reserved for a shipment or leave at once. A return's goods
    /// always come back at once.
    pub fulfilment: Fulfilment,
}

/// One line of an order to be placed.
#[derive(Clone, Copy, Debug)]
pub struct OrderLine {
    /// The product.
    pub product_id: i64,
    /// How much of it.
    pub quantity: Quantity,
}

/// When the goods of a sale leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fulfilment {
    /// They are promised now and shipped later.
    #[default]
    Reserve,
    /// The customer takes them along.
    HandOver,
}

/// An order with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderWithItems {
    /// The order.
    pub order: Order,
    /// Its lines, in order.
    pub items: Vec<OrderItem>,
}

/// Places the order.
///
/// # Errors
/// Any refusal leaves everything as it was: no order, no line, no promise.
pub async fn place(store: &Store, input: PlaceOrder) -> Result<OrderWithItems, OrderError> {
    let per_product = check(&input)?;
    // Shared by the attempts, of which there is nearly always one.
    let asked = Arc::new((store.clone(), input, per_product));
    loop {
        let number = numbers::next(store).await?;
        let unit = {
            let asked = asked.clone();
            move |transaction: Transaction| {
                let asked = asked.clone();
                async move {
                    let (store, input, per_product) = &*asked;
                    place_in(store, &transaction, input, per_product, number).await
                }
            }
        };
        match store.database().write(unit).await {
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

/// Checks what needs no database, and sums the lines per product, sorted by product.
fn check(input: &PlaceOrder) -> Result<BTreeMap<i64, Quantity>, Invalid> {
    if input.lines.is_empty() {
        return Err(Invalid::new("lines", "an order has at least one line"));
    }
    if input.lines.len() > MAX_LINES {
        let reason = format!("{} lines are more than {MAX_LINES}", input.lines.len());
        return Err(Invalid::new("lines", reason));
    }
    let mut per_product = BTreeMap::new();
    for (index, line) in input.lines.iter().enumerate() {
        let refuse = |reason: String| Invalid::new(format!("lines/{index}/quantity"), reason);
        if line.quantity <= Quantity::ZERO {
            return Err(refuse(format!("{} is not above zero", line.quantity)));
        }
        if line.quantity > Quantity::MAX {
            return Err(refuse(format!(
                "{} is above the limit of 10^12",
                line.quantity
            )));
        }
        let sum = per_product.entry(line.product_id).or_insert(Quantity::ZERO);
        *sum = sum
            .checked_add(line.quantity)
            .filter(|sum| *sum <= Quantity::MAX)
            .ok_or_else(|| refuse("the product's lines together exceed 10^12".to_owned()))?;
    }
    Ok(per_product)
}

async fn place_in(
    store: &Store,
    transaction: &Transaction,
    input: &PlaceOrder,
    per_product: &BTreeMap<i64, Quantity>,
    number: i64,
) -> Result<OrderWithItems, OrderError> {
    let now = store.now();
    let location_id = location(transaction, input.location_id, now).await?;
    let products = products::ordered_in(transaction, per_product.keys().copied()).await?;
    let mut items = price_lines(
        &input.lines,
        &products,
        input.currency.unwrap_or(store.currency()),
    )?;
    let address = addresses::snapshot_in(transaction, input.customer_id).await?;
    let address = address.ok_or(OrderError::UnknownCustomer(input.customer_id))?;
    let demands: Vec<_> = per_product
        .iter()
        .filter(|(product_id, _)| products[product_id].kind == Kind::Goods)
        .map(|(&product_id, &quantity)| Demand {
            product_id,
            quantity,
        })
        .collect();

    // Stock first: on MariaDB the other order deadlocks.
    if input.kind == OrderKind::Sale && input.fulfilment == Fulfilment::Reserve {
        reserve_in(transaction, location_id, &demands, now).await?;
    }
    let fulfilment = fulfilment_status(input, &demands);
    for item in &mut items {
        match fulfilment {
            FulfilmentStatus::Unfulfilled => {}
            FulfilmentStatus::Fulfilled => item.shipped = item.quantity,
            FulfilmentStatus::Returned => item.returned = item.quantity,
        }
    }
    let mut order = draft_of(store, input, &items, location_id, number, now)?;
    order.fulfilment_status = fulfilment;
    order.shipping_address = Some(address.shipping);
    order.billing_address = Some(address.billing);
    insert(transaction, &mut order, &mut items).await?;
    move_goods_now(store, transaction, input, &order, &demands).await?;
    Ok(OrderWithItems { order, items })
}

fn fulfilment_status(input: &PlaceOrder, demands: &[Demand]) -> FulfilmentStatus {
    match (input.kind, input.fulfilment) {
        (OrderKind::Return, _) => FulfilmentStatus::Returned,
        (OrderKind::Sale, Fulfilment::HandOver) => FulfilmentStatus::Fulfilled,
        // Services alone leave nothing to send.
        (OrderKind::Sale, Fulfilment::Reserve) if demands.is_empty() => FulfilmentStatus::Fulfilled,
        (OrderKind::Sale, Fulfilment::Reserve) => FulfilmentStatus::Unfulfilled,
    }
}

async fn location(
    transaction: &Transaction,
    location_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<i64, OrderError> {
    match location_id {
        None => Ok(locations::first_in(transaction, now).await?),
        Some(id) if locations::exists_in(transaction, id).await? => Ok(id),
        Some(id) => Err(InventoryError::UnknownLocation(id).into()),
    }
}

/// Turns the wanted lines into items with the products as they are now.
fn price_lines(
    lines: &[OrderLine],
    products: &HashMap<i64, OrderedProduct>,
    currency: Currency,
) -> Result<Vec<OrderItem>, OrderError> {
    let mut items = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let at = |field: &str| format!("lines/{index}/{field}");
        let product = products.get(&line.product_id).ok_or_else(|| {
            let reason = format!("there is no product with id {}", line.product_id);
            Invalid::new(at("product_id"), reason)
        })?;
        if !product.active {
            let reason = format!("{} is not on sale", product.sku);
            return Err(Invalid::new(at("product_id"), reason).into());
        }
        if product.currency != currency.code() {
            let reason = format!(
                "{} is priced in {}, the order is in {currency}",
                product.sku, product.currency
            );
            return Err(Invalid::new(at("product_id"), reason).into());
        }
        let quantity = line
            .quantity
            .check(product.unit)
            .map_err(|e| e.inside(&format!("lines/{index}")))?;
        let total = Money::new(product.price, currency)
            .times(quantity)
            .ok_or_else(|| {
                Invalid::new(
                    at("quantity"),
                    "the line's total is too large to be kept exactly",
                )
            })?;
        items.push(item_of(product, line_number(index), quantity, total));
    }
    Ok(items)
}

fn line_number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX - 1) + 1
}

fn item_of(product: &OrderedProduct, line: i64, quantity: Quantity, total: Money) -> OrderItem {
    OrderItem {
        order_id: 0,
        line,
        product_id: product.id,
        sku: product.sku.clone(),
        name: product.name.clone(),
        unit: product.unit,
        stocked: product.kind == Kind::Goods,
        unit_price: product.price,
        quantity: quantity.thousandths(),
        total: total.amount,
        tax: 0,
        shipped: 0,
        returned: 0,
        refunded: 0,
    }
}

/// The order's row, with the sums of its lines.
fn draft_of(
    store: &Store,
    input: &PlaceOrder,
    items: &[OrderItem],
    location_id: i64,
    number: i64,
    now: DateTime<Utc>,
) -> Result<Order, Invalid> {
    let total = items
        .iter()
        .try_fold(0_i64, |sum, item| sum.checked_add(item.total))
        .ok_or_else(|| Invalid::new("lines", "the total is too large to be kept exactly"))?;
    Ok(Order {
        id: 0,
        number: number.to_string(),
        kind: input.kind,
        customer_id: input.customer_id,
        location_id,
        currency: input.currency.unwrap_or(store.currency()).to_string(),
        status: OrderStatus::Placed,
        payment_status: PaymentStatus::of(total, 0, 0),
        fulfilment_status: FulfilmentStatus::Unfulfilled,
        subtotal: total,
        discount: 0,
        shipping: 0,
        tax: 0,
        total,
        captured: 0,
        refunded: 0,
        shipping_address: None,
        billing_address: None,
        source: None,
        placed_at: Some(now),
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// Goods that leave or come back together with the order, not by a later shipment.
async fn move_goods_now(
    store: &Store,
    transaction: &Transaction,
    input: &PlaceOrder,
    order: &Order,
    demands: &[Demand],
) -> Result<(), OrderError> {
    let cause = |kind| Cause {
        kind,
        order_id: Some(order.id),
        reason: None,
        actor: store.actor().to_string(),
        at: store.now(),
    };
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
