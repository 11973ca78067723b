//! Forget a person, and keep the books.

use std::collections::BTreeMap;

use mercer_database::{Json, Transaction};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue, ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::entity::{ActiveModel, Entity, Model};
use super::{CustomerError, history};
use crate::case::without_case;
use crate::edit::{edit_in, refuse_stale};
use crate::orders::{FulfilmentStatus, OrderKind, OrderStatus, entity as order};
use crate::{Store, addresses, audit, identities, payment_methods, sessions, shipments};

/// Orders per statement: databases take only so many parameters.
const CHANGED_AT_ONCE: usize = 1_000;

/// What was forgotten. Nothing where the person had been forgotten before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Erased {
    /// Whether the customer's row held a person.
    pub person: bool,
    /// Orders whose addresses named one.
    pub orders: u64,
    /// Addresses that were in the customer's book. Those of others as well stay theirs.
    pub addresses: u64,
    /// Saved payment methods, with their tokens.
    pub payment_methods: u64,
}

/// Forgets the person behind a customer: names, user name, e-mail address, phone, password, address
/// book, saved payment methods, sessions, accounts at outside providers, the addresses in orders, of
/// which only the country stays, the tracking numbers of and notes on shipments, and what the audit
/// log and the answers recorded for idempotency keys tell of all these. What was
/// bought, paid and shipped stays, and so does the row, which takes no change and no order any
/// more. Invoices and credit notes stay as they were issued, name and address included: the law has
/// them kept.
///
/// Erasing again changes nothing, unless something came back. (On MariaDB an order that was
/// being placed at the very moment of the erasure keeps the address; erasing again forgets it,
/// once that order is shipped or cancelled.)
///
/// `expected_version` is the one that the caller read; any when `None`.
///
/// # Errors
/// [`CustomerError::OpenOrders`] when goods are still to be sent to the person.
pub async fn erase(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Erased, CustomerError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { erase_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn erase_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Erased, CustomerError> {
    // As in a deletion: whoever adds an order or an address at this moment waits for this row.
    let customer = Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let customer = customer.ok_or_else(|| CustomerError::NotFound(format!("id {id}")))?;
    refuse_stale(expected_version, customer.version)?;
    let orders = theirs(transaction, id).await?;
    let open = orders.iter().filter(|order| order.is_open()).count() as u64;
    if open > 0 {
        return Err(CustomerError::OpenOrders { orders: open });
    }
    let known = history::addresses_in(transaction, id).await?;
    let erased = Erased {
        person: customer.erased_at.is_none(),
        orders: forget_addresses(store, transaction, &orders).await?,
        addresses: addresses::forget_customer_in(transaction, id, store.now()).await?,
        payment_methods: payment_methods::forget_customer_in(transaction, id).await?,
    };
    // Who was signed in, and by which accounts elsewhere, is the person's too.
    sessions::forget_customer_in(transaction, id).await?;
    identities::forget_customer_in(transaction, id).await?;
    if erased.person {
        forget_person(store, transaction, &customer).await?;
    }
    let orders: Vec<_> = orders.iter().map(|order| order.id).collect();
    for orders in orders.chunks(CHANGED_AT_ONCE) {
        shipments::forget_in(transaction, orders, store.now()).await?;
    }
    history::forget_in(transaction, id, known, &orders, store.now()).await?;
    let came_back = erased.orders + erased.addresses + erased.payment_methods > 0;
    if erased.person || came_back {
        let detail = serde_json::to_value(erased).unwrap_or_default();
        let subject = format!("customer {id}");
        let act = audit::Act {
            action: "customers.erase",
            subject,
            order_id: None,
            before: None,
            after: Some(detail),
        };
        audit::record_in(store, transaction, act).await?;
    }
    Ok(erased)
}

async fn forget_person(
    store: &Store,
    transaction: &Transaction,
    customer: &Model,
) -> Result<(), CustomerError> {
    let (first_name, last_name) = ("Erased", "customer");
    let nobody = ActiveModel {
        // No user name has a colon: nobody else can take it.
        username: ActiveValue::Set(format!("erased:{}", customer.id)),
        email: ActiveValue::Set(None),
        password_hash: ActiveValue::Set(None),
        first_name: ActiveValue::Set(first_name.to_owned()),
        last_name: ActiveValue::Set(last_name.to_owned()),
        first_name_key: ActiveValue::Set(without_case(first_name)),
        last_name_key: ActiveValue::Set(without_case(last_name)),
        phone: ActiveValue::Set(None),
        erased_at: ActiveValue::Set(Some(store.now())),
        ..ActiveModel::default()
    };
    edit_in::<Entity>(transaction, customer.id, None, nobody, store.now())
        .await?
        .into_result(None, || {
            CustomerError::NotFound(format!("id {}", customer.id))
        })
        .map(drop)
}

/// What is read of an order.
#[derive(FromQueryResult)]
struct Found {
    id: i64,
    kind: OrderKind,
    status: OrderStatus,
    fulfilment_status: FulfilmentStatus,
    shipping_address: Option<Json>,
    billing_address: Option<Json>,
}

impl Found {
    fn is_open(&self) -> bool {
        self.kind == OrderKind::Sale
            && self.status == OrderStatus::Placed
            && self.fulfilment_status.is_open()
    }
}

/// The customer's orders, locked, so that none changes meanwhile.
async fn theirs(transaction: &Transaction, customer_id: i64) -> Result<Vec<Found>, DbErr> {
    order::Entity::find()
        .select_only()
        .column(order::Column::Id)
        .column(order::Column::Kind)
        .column(order::Column::Status)
        .column(order::Column::FulfilmentStatus)
        .column(order::Column::ShippingAddress)
        .column(order::Column::BillingAddress)
        .filter(order::Column::CustomerId.eq(customer_id))
        .order_by_asc(order::Column::Id)
        .lock_exclusive()
        .into_model::<Found>()
        .all(transaction)
        .await
}

/// Where goods and invoice of an order go.
type Pair = (Option<Json>, Option<Json>);

/// Leaves of the orders' addresses the countries; returns how many orders held more.
async fn forget_addresses(
    store: &Store,
    transaction: &Transaction,
    orders: &[Found],
) -> Result<u64, DbErr> {
    // Most orders go to the same country: few statements change them all.
    let mut alike: BTreeMap<String, (Pair, Vec<i64>)> = BTreeMap::new();
    for order in orders {
        let shipping = order.shipping_address.as_ref().map(addresses::forgotten);
        let billing = order.billing_address.as_ref().map(addresses::forgotten);
        if shipping == order.shipping_address && billing == order.billing_address {
            continue;
        }
        let key = format!("{shipping:?} {billing:?}");
        let entry = alike
            .entry(key)
            .or_insert_with(|| ((shipping, billing), Vec::new()));
        entry.1.push(order.id);
    }
    let mut changed = 0;
    for ((shipping, billing), ids) in alike.into_values() {
        for ids in ids.chunks(CHANGED_AT_ONCE) {
            let update = order::Entity::update_many()
                .set(order::ActiveModel {
                    shipping_address: ActiveValue::Set(shipping.clone()),
                    billing_address: ActiveValue::Set(billing.clone()),
                    updated_at: ActiveValue::Set(store.now()),
                    ..Default::default()
                })
                .col_expr(
                    order::Column::Version,
                    Expr::col(order::Column::Version).add(1_i64),
                )
                .filter(order::Column::Id.is_in(ids.iter().copied()));
            changed += update.exec(transaction).await?.rows_affected;
        }
    }
    Ok(changed)
}
