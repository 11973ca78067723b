//! Take money that was promised.

use mercer_database::Transaction;

use super::history::begun_in;
use super::operations::{
    Intent, OperationKind, Task, after_the_intent, begin_in, carry_out, under_way_in,
};
use super::pay::{check_amount, check_currency, currency_of, told};
use super::{Payment, PaymentError, locked};
use crate::orders::OrderStatus;
use crate::{Money, Store};

/// Money to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Capture {
    /// The payment that promises it.
    pub payment_id: i64,
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// How much, in the payment's currency, above zero, at most what is left of the promise and
    /// what the order still needs; as much as that when `None`.
    pub amount: Option<Money>,
}

/// Asks the provider for all or part of what it promised; for several parts in turn or at once.
/// The rest of the promise stands until it is taken or given up ([`void`](super::void)).
pub async fn capture(store: &Store, input: Capture) -> Result<Payment, PaymentError> {
    if let Some(amount) = input.amount {
        check_amount(amount)?;
    }
    let unit_store = store.clone();
    let task = store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { capture_in(&store, &transaction, input).await }
        })
        .await?;
    carry_out(store, task).await?;
    after_the_intent(super::get(store, input.payment_id).await)
}

async fn capture_in(
    store: &Store,
    transaction: &Transaction,
    input: Capture,
) -> Result<Task, PaymentError> {
    let (order, mut payment) =
        locked::payment_in(transaction, input.payment_id, input.expected_version).await?;
    let currency = currency_of(&order)?;
    if let Some(amount) = input.amount {
        check_currency(&payment.currency, amount)?;
    }
    let under_way = under_way_in(transaction, payment.id).await?;
    if under_way
        .iter()
        .any(|operation| operation.kind != OperationKind::Capture)
    {
        return Err(PaymentError::UnderWay { id: payment.id });
    }
    let capturable = payment.capturable();
    if capturable == 0 {
        return Err(PaymentError::WrongState {
            id: payment.id,
            state: payment.status,
            verb: "captured",
        });
    }
    if order.status != OrderStatus::Placed {
        let (number, status) = (order.number, order.status.as_str());
        return Err(PaymentError::OrderNotOpen { number, status });
    }
    let room = locked::room_in(transaction, &order).await?;
    let amount = match input.amount {
        Some(amount) => amount.amount,
        None => capturable.min(room),
    };
    let money = |minor_units| Money::new(minor_units, currency);
    if amount == 0 {
        let number = order.number;
        return Err(PaymentError::NothingDue { number });
    }
    if amount > capturable {
        return Err(PaymentError::ExceedsAuthorised {
            amount: money(amount),
            capturable: money(capturable),
        });
    }
    if amount > room {
        return Err(PaymentError::ExceedsDue {
            amount: money(amount),
            due: money(room),
        });
    }
    payment.capturing += amount;
    locked::save_in(transaction, &mut payment, store.now()).await?;
    let intent = Intent::new(OperationKind::Capture, amount);
    let task = begin_in(store, transaction, &payment, intent).await?;
    let after = told(amount, Some(task.operation.id));
    begun_in(store, transaction, "payments.capture", &payment, after).await?;
    Ok(task)
}
