//! Give money of a payment back.

use std::collections::BTreeSet;

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};
use serde_json::json;

use super::history::{Happened, begun_in, happened_in};
use super::operations::{Intent, OperationKind, Task, after_the_intent, begin_in, carry_out};
use super::pay::{check_amount, check_currency, currency_of};
use super::refunds::{entity as refund, line};
use super::{EventKind, Payment, PaymentError, Refund as RefundRow, RefundState, locked};
use crate::orders::{Credit, Order, Settlement, credit_excess_in, credit_in, settle_in};
use crate::{Invalid, Money, Store, text};

/// Money to be given back.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The payment it is taken from.
    pub payment_id: i64,
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// How much; in the payment's currency, above zero, at most what is left of it.
    pub amount: Money,
    /// Why, at most 200 characters.
    pub reason: String,
    /// Lines of the order that are credited first, together at most the amount.
    pub lines: Vec<RefundOn>,
}

/// A part of a refund for one line of the order.
#[derive(Clone, Copy, Debug)]
pub struct RefundOn {
    /// The line; 0 is the delivery.
    pub line: i64,
    /// How much, in the payment's currency, above zero.
    pub amount: Money,
}

/// Gives money back, through the provider that took it; money that was received outside Mercer is
/// booked as given back outside. Never more than was captured, however many refunds race.
///
/// What is given back of what the order no longer owes (after a return, or an edit that made it
/// cheaper) credits nothing. The rest lowers what the order owes: on the named lines, and what
/// these do not cover on all lines and the delivery by largest remainder. A refund that the
/// provider refuses takes its credit back exactly.
pub async fn refund(store: &Store, input: Refund) -> Result<RefundRow, PaymentError> {
    let reason = check(&input)?;
    let unit_store = store.clone();
    let (refund, task) = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            let reason = reason.clone();
            async move { refund_in(&store, &transaction, &input, reason).await }
        })
        .await?;
    let Some(task) = task else {
        return Ok(refund);
    };
    carry_out(store, task).await?;
    let refunds = after_the_intent(super::refunds(store, refund.payment_id).await)?;
    let now = refunds.into_iter().find(|row| row.id == refund.id);
    Ok(now.unwrap_or(refund))
}

fn check(input: &Refund) -> Result<String, Invalid> {
    check_amount(input.amount)?;
    let reason = text::required("reason", &input.reason, 200)?;
    let (mut lines, mut sum) = (BTreeSet::new(), 0_i64);
    for (index, part) in input.lines.iter().enumerate() {
        let inside = |error: Invalid| error.inside(&format!("lines/{index}"));
        check_amount(part.amount).map_err(inside)?;
        check_currency(input.amount.currency.code(), part.amount).map_err(inside)?;
        if !lines.insert(part.line) {
            let reason = format!("line {} is named more than once", part.line);
            return Err(inside(Invalid::new("line", reason)));
        }
        sum = sum.saturating_add(part.amount.amount);
    }
    if sum > input.amount.amount {
        let reason = "the lines add up to more than the amount";
        return Err(Invalid::new("lines", reason));
    }
    Ok(reason)
}

async fn refund_in(
    store: &Store,
    transaction: &Transaction,
    input: &Refund,
    reason: String,
) -> Result<(RefundRow, Option<Task>), PaymentError> {
    let now = store.now();
    let amount = input.amount.amount;
    let (order, mut payment) =
        locked::payment_in(transaction, input.payment_id, input.expected_version).await?;
    check_currency(&payment.currency, input.amount)?;
    let refundable = payment.refundable();
    if amount > refundable {
        let refundable = Money::new(refundable, currency_of(&order)?);
        let amount = input.amount;
        return Err(PaymentError::ExceedsCaptured { amount, refundable });
    }
    let credited = credit(store, transaction, &order, input).await?;
    let refund = insert_in(store, transaction, &payment, amount, reason).await?;
    insert_lines_in(transaction, refund.id, &credited).await?;
    let settlement = if payment.outside {
        Settlement::Refunded(amount)
    } else {
        Settlement::Refunding(amount)
    };
    let settled = settle_in(transaction, order.id, settlement, now).await?;
    if settled.is_none() {
        let refundable = Money::new(0, input.amount.currency);
        let amount = input.amount;
        return Err(PaymentError::ExceedsCaptured { amount, refundable });
    }
    let before = payment.clone();
    if payment.outside {
        payment.refunded += amount;
        locked::save_in(transaction, &mut payment, now).await?;
        let happened = Happened::new(EventKind::Refunded, amount);
        happened_in(store, transaction, Some(&before), &payment, happened).await?;
        return Ok((refund, None));
    }
    payment.refunding += amount;
    locked::save_in(transaction, &mut payment, now).await?;
    let intent = Intent {
        refund_id: Some(refund.id),
        ..Intent::new(OperationKind::Refund, amount)
    };
    let task = begin_in(store, transaction, &payment, intent).await?;
    let after = json!({
        "amount": amount,
        "reason": refund.reason,
        "lines": credited,
        "operation_id": task.operation.id,
    });
    begun_in(store, transaction, "payments.refund", &payment, after).await?;
    Ok((refund, Some(task)))
}

/// Lowers what the order owes, as far as the refund goes beyond what was overpaid; returns the
/// parts per line.
async fn credit(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    input: &Refund,
) -> Result<Vec<(i64, i64)>, PaymentError> {
    let now = store.now();
    let mut credited = Vec::new();
    if !input.lines.is_empty() {
        let lines = input.lines.iter();
        let named = Credit::Lines(lines.map(|part| (part.line, part.amount.amount)).collect());
        credited = credit_in(transaction, order.id, &named, now).await?.parts;
    }
    let amount = input.amount.amount;
    for (line, amount) in credit_excess_in(transaction, order.id, amount, now).await? {
        match credited.iter_mut().find(|part| part.0 == line) {
            Some(part) => part.1 += amount,
            None => credited.push((line, amount)),
        }
    }
    Ok(credited)
}

async fn insert_in(
    store: &Store,
    transaction: &Transaction,
    payment: &Payment,
    amount: i64,
    reason: String,
) -> Result<RefundRow, PaymentError> {
    let now = store.now();
    let (status, finished_at) = if payment.outside {
        (RefundState::Succeeded, Some(now))
    } else {
        (RefundState::Pending, None)
    };
    let mut refund = RefundRow {
        id: 0,
        payment_id: payment.id,
        amount,
        reason,
        status,
        failure_code: None,
        failure_reason: None,
        actor: store.actor().to_string(),
        created_at: now,
        finished_at,
    };
    let mut row = refund::ActiveModel::from(refund.clone());
    row.id = ActiveValue::NotSet;
    let inserted = refund::Entity::insert(row).exec(transaction).await?;
    refund.id = inserted.last_insert_id;
    Ok(refund)
}

async fn insert_lines_in(
    transaction: &Transaction,
    refund_id: i64,
    credited: &[(i64, i64)],
) -> Result<(), PaymentError> {
    if credited.is_empty() {
        return Ok(());
    }
    let rows = credited.iter().map(|&(line, amount)| line::ActiveModel {
        refund_id: ActiveValue::Set(refund_id),
        line: ActiveValue::Set(line),
        amount: ActiveValue::Set(amount),
    });
    line::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}
