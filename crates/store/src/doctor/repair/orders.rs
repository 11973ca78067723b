//! Derive what an order's lines and payments say: what is credited, what was received and given
//! back, and its states.

use mercer_database::{Error, Transaction};
use sea_orm::{DbErr, FromQueryResult};

use super::{Changed, Repair, record_in};
use crate::Store;
use crate::doctor::checks::{STATES, SUMS};
use crate::doctor::examine::statement;
use crate::doctor::payment_checks::{EVENTS, MONEY, OPERATIONS, PROMISES, REFUNDS};
use crate::orders::{Derivation, OrderError, derive_in, locked_in};

/// What is derived.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Credited,
    Money,
    States,
}

impl Kind {
    /// The states last: they follow from the others.
    pub(super) const ALL: [Kind; 3] = [Kind::Credited, Kind::Money, Kind::States];
}

/// An order that a check found.
#[derive(FromQueryResult)]
struct Wrong {
    id: i64,
    /// What its payments add up to; 0 where that is not asked.
    captured: i64,
    refunded: i64,
    pledged: i64,
    refunding: i64,
}

pub(super) async fn repair(store: &Store, kind: Kind) -> Result<Vec<Repair>, Error> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { repair_in(&store, &transaction, kind).await }
        })
        .await
}

async fn repair_in(
    store: &Store,
    transaction: &Transaction,
    kind: Kind,
) -> Result<Vec<Repair>, Error> {
    let seen: Vec<i64> = wrong_in(transaction, kind)
        .await?
        .iter()
        .map(|w| w.id)
        .collect();
    for &id in &seen {
        match locked_in(transaction, id).await {
            // Deleted meanwhile: nothing to repair.
            Ok(_) | Err(OrderError::NotFound(_)) => {}
            Err(error) => return Err(data_layer(error)),
        }
    }
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    // Under the locks, once more: a payment may have come to its end meanwhile.
    let mut changed = Vec::new();
    for order in wrong_in(transaction, kind).await? {
        if !seen.contains(&order.id) {
            continue;
        }
        let derivation = match kind {
            Kind::Credited => Derivation::Credited,
            Kind::Money => Derivation::Money {
                captured: order.captured,
                refunded: order.refunded,
                pledged: order.pledged,
                refunding: order.refunding,
            },
            Kind::States => Derivation::States,
        };
        let derived = derive_in(transaction, order.id, derivation, store.now()).await;
        if let Some((order, values)) = derived.map_err(data_layer)? {
            changed.push(Changed {
                subject: format!("order {}", order.number),
                order_id: Some(order.id),
                values,
            });
        }
    }
    Ok(record_in(store, transaction, changed).await?)
}

/// Orders that exist are refused by nothing but the data layer.
fn data_layer(error: OrderError) -> Error {
    match error {
        OrderError::Database(error) => error,
        other => Error::from(DbErr::Custom(other.to_string())),
    }
}

/// What the check finds, row by row.
async fn wrong_in(transaction: &Transaction, kind: Kind) -> Result<Vec<Wrong>, DbErr> {
    let none = "CAST(0 AS BIG) AS captured, CAST(0 AS BIG) AS refunded, \
                CAST(0 AS BIG) AS pledged, CAST(0 AS BIG) AS refunding";
    let sql = match kind {
        Kind::Credited => format!(
            "SELECT o.id, {none} FROM orders o JOIN ({SUMS}) w \
               ON w.subject = CONCAT('order ', o.number) ORDER BY o.id"
        ),
        Kind::States => format!(
            "SELECT o.id, {none} FROM orders o JOIN ({STATES}) w ON w.subject = \
               CONCAT('order ', o.number, ': ', o.payment_status, ', ', o.fulfilment_status) \
             ORDER BY o.id"
        ),
        Kind::Money => money(),
    };
    let wrong = Wrong::find_by_statement(statement(transaction, &sql));
    wrong.all(transaction).await
}

/// Selects the orders whose money is not that of their payments, none of which is in doubt.
fn money() -> String {
    format!(
        "SELECT o.id, CAST(s.captured AS BIG) AS captured, CAST(s.refunded AS BIG) AS refunded, \
           CAST(s.pledged AS BIG) AS pledged, CAST(s.refunding AS BIG) AS refunding \
         FROM orders o JOIN (SELECT subject FROM ({MONEY}) m \
           UNION SELECT subject FROM ({PROMISES}) p) w ON w.subject = CONCAT('order ', o.number) \
         JOIN (SELECT order_id, SUM(captured) AS captured, SUM(refunded) AS refunded, \
           SUM(amount - captured - voided) AS pledged, SUM(refunding) AS refunding \
           FROM payments GROUP BY order_id) s ON s.order_id = o.id \
         WHERE o.id NOT IN (SELECT q.order_id FROM payments q JOIN (\
           SELECT subject FROM ({EVENTS}) d UNION SELECT subject FROM ({REFUNDS}) r \
           UNION SELECT subject FROM ({OPERATIONS}) a) doubted \
           ON doubted.subject = CONCAT('payment ', q.id)) ORDER BY o.id"
    )
}
