//! Owe less: what the customer no longer has to pay of a placed order, on which line, and why.
//!
//! A credit moves no money. Where the order was paid, a refund is due afterwards.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;

use super::rows::{check_version, locked_in, save_lines_in};
use super::{Order, OrderError, OrderItem, OrderStatus, OrderWithItems};
use crate::amounts::share;
use crate::{Invalid, Store, audit, text};

/// Money that a customer no longer owes, as goodwill.
#[derive(Clone, Debug)]
pub struct CreditOrder {
    /// The order.
    pub order_id: i64,
    /// The version that the caller read; whatever it is now when `None`.
    pub expected_version: Option<i64>,
    /// On which parts of it.
    pub credit: Credit,
    /// Why, at most 200 characters.
    pub reason: String,
}

/// Where a credit lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credit {
    /// So many minor units, divided over what is left of the lines and the delivery by largest
    /// remainder.
    Whole(i64),
    /// So many minor units on each of these lines; line 0 is the delivery.
    Lines(Vec<(i64, i64)>),
}

/// Credits the order.
///
/// # Errors
/// More than is left of a line, or of the order; an order that is not placed.
pub async fn credit(store: &Store, input: CreditOrder) -> Result<OrderWithItems, OrderError> {
    let reason = text::required("reason", &input.reason, 200)?;
    if input.credit == Credit::Lines(Vec::new()) {
        return Err(Invalid::new("lines", "nothing is to be credited").into());
    }
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, reason) = (unit_store.clone(), input.clone(), reason.clone());
            async move {
                let id = input.order_id;
                let before = locked_in(&transaction, id).await?;
                check_version(&before.order, input.expected_version)?;
                let credit = &input.credit;
                let credited = credit_locked_in(&transaction, before, credit, store.now()).await?;
                let after = serde_json::json!({
                    "reason": reason,
                    "amount": credited.parts.iter().map(|part| part.1).sum::<i64>(),
                    "lines": credited.parts,
                });
                let act = audit::Act {
                    action: "orders.credit",
                    subject: format!("order {id}"),
                    order_id: Some(id),
                    before: None,
                    after: Some(after),
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(credited.order)
            }
        })
        .await
}

/// A credit that was written.
pub(crate) struct Credited {
    pub(crate) order: OrderWithItems,
    /// Minor units per line; line 0 is the delivery.
    pub(crate) parts: Vec<(i64, i64)>,
}

/// Writes the credit into the order and its lines, and derives the payment status. The order stays
/// locked until the transaction ends.
pub(crate) async fn credit_in(
    transaction: &Transaction,
    order_id: i64,
    credit: &Credit,
    now: DateTime<Utc>,
) -> Result<Credited, OrderError> {
    let before = locked_in(transaction, order_id).await?;
    credit_locked_in(transaction, before, credit, now).await
}

async fn credit_locked_in(
    transaction: &Transaction,
    before: OrderWithItems,
    credit: &Credit,
    now: DateTime<Utc>,
) -> Result<Credited, OrderError> {
    if before.order.status != OrderStatus::Placed {
        return Err(OrderError::NotModifiable {
            number: before.order.number,
            reason: format!("it is {}", before.order.status),
        });
    }
    let parts = match credit {
        Credit::Lines(parts) => parts.clone(),
        Credit::Whole(amount) => divide(&before, *amount)?,
    };
    let mut after = before.clone();
    for (index, &(line, amount)) in parts.iter().enumerate() {
        add(&mut after.order, &mut after.items, line, amount)
            .map_err(|invalid| invalid.inside(&format!("lines/{index}")))?;
    }
    save_lines_in(transaction, &before, &mut after, now).await?;
    Ok(Credited {
        order: after,
        parts,
    })
}

/// Credits what a refund of so many minor units gives back beyond what was overpaid; returns the
/// parts, of which there are none where everything was.
pub(crate) async fn credit_excess_in(
    transaction: &Transaction,
    order_id: i64,
    amount: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(i64, i64)>, OrderError> {
    let order = locked_in(transaction, order_id).await?;
    let excess = amount - order.order.overpaid();
    if excess <= 0 {
        return Ok(Vec::new());
    }
    let credit = Credit::Whole(excess);
    let credited = credit_locked_in(transaction, order, &credit, now).await?;
    Ok(credited.parts)
}

/// Takes a credit back that came to nothing, such as that of a refund that failed.
pub(crate) async fn take_back_credit_in(
    transaction: &Transaction,
    order_id: i64,
    parts: &[(i64, i64)],
    now: DateTime<Utc>,
) -> Result<(), OrderError> {
    let before = locked_in(transaction, order_id).await?;
    let mut after = before.clone();
    for &(line, amount) in parts {
        after.order.credited -= amount;
        match after.items.iter_mut().find(|item| item.line == line) {
            Some(item) => item.refunded -= amount,
            None => after.order.shipping_refunded -= amount,
        }
    }
    save_lines_in(transaction, &before, &mut after, now).await
}

/// Divides an amount over what is left of the delivery and of each line.
fn divide(order: &OrderWithItems, amount: i64) -> Result<Vec<(i64, i64)>, Invalid> {
    let delivery = order.order.shipping - order.order.shipping_refunded;
    let lines = order
        .items
        .iter()
        .map(|item| (item.line, item.total - item.refunded));
    let left: Vec<(i64, i64)> = std::iter::once((0, delivery)).chain(lines).collect();
    let weights: Vec<i64> = left.iter().map(|part| part.1).collect();
    let most: i64 = weights.iter().sum();
    if amount <= 0 || amount > most {
        let reason = format!("{amount} minor units is not between 1 and the {most} that are left");
        return Err(Invalid::new("amount", reason));
    }
    let shares = share(amount, &weights);
    let parts = left.iter().zip(shares).map(|(part, share)| (part.0, share));
    Ok(parts.filter(|part| part.1 != 0).collect())
}

fn add(order: &mut Order, items: &mut [OrderItem], line: i64, amount: i64) -> Result<(), Invalid> {
    let (credited, most) = if line == 0 {
        (&mut order.shipping_refunded, order.shipping)
    } else {
        let item = items.iter_mut().find(|item| item.line == line);
        let reason = || Invalid::new("line", format!("the order has no line {line}"));
        let item = item.ok_or_else(reason)?;
        (&mut item.refunded, item.total)
    };
    let left = most - *credited;
    if amount <= 0 || amount > left {
        let reason = format!("{amount} minor units is not between 1 and the {left} that are left");
        return Err(Invalid::new("amount", reason));
    }
    *credited += amount;
    order.credited += amount;
    Ok(())
}
