//! Write anew what of an order follows from its lines and its payments: for the doctor, where
//! somebody or something changed the rows past the verbs.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;

use super::rows::locked_in;
use super::settle::{derive_payment_status, save_in};
use super::{FulfilmentStatus, Order, OrderError, OrderItem, OrderKind, OrderStatus};

/// What is to be derived, the states in any case.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Derivation {
    /// What is credited, from the lines, if these add up to the order's other sums.
    Credited,
    /// What its payments add up to.
    Money {
        captured: i64,
        refunded: i64,
        pledged: i64,
        refunding: i64,
    },
    /// Nothing but the states.
    States,
}

/// Values that were changed: the column, what was there, what is there now.
pub(crate) type Values = Vec<(&'static str, String, String)>;

/// Derives and writes; `None` if the order is as it should be, or stays wrong because what it
/// would be derived from is in doubt.
pub(crate) async fn derive_in(
    transaction: &Transaction,
    id: i64,
    derivation: Derivation,
    now: DateTime<Utc>,
) -> Result<Option<(Order, Values)>, OrderError> {
    let found = locked_in(transaction, id).await?;
    let (before, items) = (found.order, found.items);
    let mut order = before.clone();
    match derivation {
        Derivation::Credited => {
            if !sums_agree(&order, &items) {
                return Ok(None);
            }
            let on_lines: i64 = items.iter().map(|item| item.refunded).sum();
            order.credited = on_lines + order.shipping_refunded;
        }
        Derivation::Money {
            captured,
            refunded,
            pledged,
            refunding,
        } => {
            if pledged < 0 || refunded + refunding > captured {
                return Ok(None);
            }
            (order.captured, order.refunded) = (captured, refunded);
            (order.pledged, order.refunding) = (pledged, refunding);
        }
        Derivation::States => {}
    }
    // A draft that was called off was as little fulfilled as a draft.
    let was_placed = order.status == OrderStatus::Placed || order.placed_at.is_some();
    order.fulfilment_status = if order.kind == OrderKind::Sale && !was_placed {
        FulfilmentStatus::Unfulfilled
    } else {
        FulfilmentStatus::of(order.kind, &items)
    };
    derive_payment_status(&mut order);
    let values = differing(&before, &order);
    if values.is_empty() {
        return Ok(None);
    }
    save_in(transaction, &mut order, now).await?;
    Ok(Some((order, values)))
}

/// Whether the lines are those that the order's amounts were made from.
fn sums_agree(order: &Order, items: &[OrderItem]) -> bool {
    let sum = |amount: fn(&OrderItem) -> i64| items.iter().map(amount).sum::<i64>();
    sum(|item| item.subtotal) == order.subtotal
        && sum(|item| item.discount + item.order_discount) == order.discount
        && sum(|item| item.tax) == order.tax
        && sum(|item| item.total) + order.shipping == order.total
}

fn differing(before: &Order, after: &Order) -> Values {
    let amounts = [
        ("credited", before.credited, after.credited),
        ("captured", before.captured, after.captured),
        ("refunded", before.refunded, after.refunded),
        ("pledged", before.pledged, after.pledged),
        ("refunding", before.refunding, after.refunding),
    ];
    let states = [
        (
            "payment_status",
            before.payment_status.as_str(),
            after.payment_status.as_str(),
        ),
        (
            "fulfilment_status",
            before.fulfilment_status.as_str(),
            after.fulfilment_status.as_str(),
        ),
    ];
    let amounts = amounts.map(|(field, from, to)| (field, from.to_string(), to.to_string()));
    let states = states.map(|(field, from, to)| (field, from.to_owned(), to.to_owned()));
    let all = amounts.into_iter().chain(states);
    all.filter(|(_, from, to)| from != to).collect()
}
