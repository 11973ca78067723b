//! Remove a customer, with the books only when asked.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, ModelTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::entity::Entity;
use super::{CustomerError, history};
use crate::edit::refuse_stale;
use crate::inventory::{Demand, release_in};
use crate::orders::{OrderKind, OrderStatus, entity as order, item};
use crate::payments::entity as payment;
use crate::{Quantity, Store, addresses, audit};

/// Products per statement: databases take only so many parameters.
const RELEASED_AT_ONCE: usize = 1_000;

/// What may go together with the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cascade {
    /// Drafts only: a customer with placed orders stays.
    Refuse,
    /// All orders with their items and payments. Goods that they hold reserved are given free.
    /// Invoices and credit notes stay and refer to no order any more.
    WithOrders,
}

/// What went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Removed {
    /// Orders that were placed.
    pub orders: u64,
    /// Orders that never were.
    pub drafts: u64,
    /// Payments of these orders.
    pub payments: u64,
    /// Addresses that nobody else had.
    pub addresses: u64,
}

/// Removes the customer with their links, the addresses that nobody else has, saved payment methods,
/// drafts, and what the audit log tells of the person.
///
/// `expected_version` is the one that the caller read; any when `None`.
///
/// # Errors
/// [`CustomerError::HasOrders`] when orders were placed and the cascade was not asked for;
/// [`CustomerError::PaymentsUnderWay`] while money is promised or on its way back.
pub async fn delete(
    store: &Store,
    id: i64,
    cascade: Cascade,
    expected_version: Option<i64>,
) -> Result<Removed, CustomerError> {
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
) -> Result<Removed, CustomerError> {
    // Everything that refers to a customer needs their row: an order or an address that somebody
    // is adding at this moment is either seen below or refused.
    let customer = Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let customer = customer.ok_or_else(|| CustomerError::NotFound(format!("id {id}")))?;
    refuse_stale(expected_version, customer.version)?;
    let known = history::addresses_in(transaction, id).await?;
    let Counted {
        orders,
        drafts,
        under_way,
        ids: order_ids,
    } = count_orders(transaction, id).await?;
    if orders > 0 && cascade == Cascade::Refuse {
        return Err(CustomerError::HasOrders { orders });
    }
    if under_way > 0 {
        let orders = under_way;
        return Err(CustomerError::PaymentsUnderWay { orders });
    }
    let mut removed = Removed {
        orders,
        drafts,
        payments: 0,
        addresses: 0,
    };
    if orders + drafts > 0 {
        release_reservations(store, transaction, id).await?;
        removed.payments = count_payments(transaction, id).await?;
        // Items, payments, their events and refunds follow by their foreign keys.
        order::Entity::delete_many()
            .filter(order::Column::CustomerId.eq(id))
            .exec(transaction)
            .await?;
    }
    removed.addresses = addresses::remove_customer_in(transaction, id).await?;
    customer.delete(transaction).await?;
    // Nobody could be erased from the log any more after this.
    history::forget_in(transaction, id, known, &order_ids, store.now()).await?;
    let detail = serde_json::to_value(removed).unwrap_or_default();
    let subject = format!("customer {id}");
    let act = audit::Act::removed("customers.delete", subject, detail);
    audit::record_in(store, transaction, act).await?;
    Ok(removed)
}

// Rows are read by name: the drivers that stand in for SeaORM's own keep a row's columns sorted by
// name, so that a tuple would get them in the wrong order.

/// Where an order stands.
#[derive(FromQueryResult)]
struct Standing {
    id: i64,
    status: OrderStatus,
    placed_at: Option<DateTime<Utc>>,
    pledged: i64,
    refunding: i64,
}

/// The customer's orders.
struct Counted {
    /// How many were ever placed.
    orders: u64,
    /// How many were not.
    drafts: u64,
    /// Of how many a provider has promised money or is giving it back.
    under_way: u64,
    ids: Vec<i64>,
}

/// What a line of an order holds.
#[derive(FromQueryResult)]
struct Held {
    location_id: i64,
    product_id: i64,
    quantity: i64,
    shipped: i64,
}

/// Counts the customer's orders. All stay locked, so that none is placed, cancelled, shipped or paid
/// meanwhile.
async fn count_orders(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Counted, CustomerError> {
    let orders = order::Entity::find()
        .select_only()
        .column(order::Column::Id)
        .column(order::Column::Status)
        .column(order::Column::PlacedAt)
        .column(order::Column::Pledged)
        .column(order::Column::Refunding)
        .filter(order::Column::CustomerId.eq(customer_id))
        .order_by_asc(order::Column::Id)
        .lock_exclusive()
        .into_model::<Standing>()
        .all(transaction)
        .await?;
    let ids = orders.iter().map(|order| order.id).collect();
    let was_placed =
        |order: &Standing| order.status == OrderStatus::Placed || order.placed_at.is_some();
    let under_way = orders
        .iter()
        .filter(|order| order.pledged + order.refunding > 0);
    let under_way = under_way.count() as u64;
    let (placed, drafts): (Vec<_>, Vec<_>) = orders.into_iter().partition(was_placed);
    Ok(Counted {
        orders: placed.len() as u64,
        drafts: drafts.len() as u64,
        under_way,
        ids,
    })
}

async fn count_payments(transaction: &Transaction, customer_id: i64) -> Result<u64, DbErr> {
    let orders = Query::select()
        .column(order::Column::Id)
        .from(order::Entity)
        .and_where(order::Column::CustomerId.eq(customer_id))
        .to_owned();
    payment::Entity::find()
        .filter(payment::Column::OrderId.in_subquery(orders))
        .count(transaction)
        .await
}

/// Gives free what the placed sales hold, per location and product, both sorted.
async fn release_reservations(
    store: &Store,
    transaction: &Transaction,
    customer_id: i64,
) -> Result<(), CustomerError> {
    let mut open = item::Entity::find()
        .select_only()
        .column(order::Column::LocationId)
        .column(item::Column::ProductId)
        .column(item::Column::Quantity)
        .column(item::Column::Shipped)
        .filter(order::Column::CustomerId.eq(customer_id))
        .filter(order::Column::Status.eq(OrderStatus::Placed.as_str()))
        .filter(order::Column::Kind.eq(OrderKind::Sale.as_str()))
        .filter(item::Column::Stocked.eq(true))
        .filter(
            item::Column::Quantity
                .into_expr()
                .gt(item::Column::Shipped.into_expr()),
        );
    let is_same = item::Column::OrderId
        .into_expr()
        .eq(order::Column::Id.into_expr());
    QueryTrait::query(&mut open).join(JoinType::InnerJoin, order::Entity, is_same);
    let open = open.into_model::<Held>().all(transaction).await?;

    let mut per_location: BTreeMap<i64, BTreeMap<i64, i64>> = BTreeMap::new();
    for line in open {
        let products = per_location.entry(line.location_id).or_default();
        *products.entry(line.product_id).or_insert(0) += line.quantity - line.shipped;
    }
    for (location_id, products) in per_location {
        let demands: Vec<_> = products
            .into_iter()
            .map(|(product_id, thousandths)| Demand {
                product_id,
                quantity: Quantity::from_thousandths(thousandths),
            })
            .collect();
        for part in demands.chunks(RELEASED_AT_ONCE) {
            release_in(transaction, location_id, part, store.now()).await?;
        }
    }
    Ok(())
}
