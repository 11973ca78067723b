//! Give up money that was promised and not taken.

use mercer_database::Transaction;

use super::history::begun_in;
use super::operations::{
    Intent, OperationKind, Task, after_the_intent, begin_in, carry_out, under_way_in,
};
use super::pay::told;
use super::{Payment, PaymentError, locked};
use crate::Store;

/// Asks the provider to give up what is left of its promise. What was taken stays.
///
/// # Errors
/// [`PaymentError::UnderWay`] while the provider is asked for the promise or for the money.
pub async fn void(
    store: &Store,
    payment_id: i64,
    expected_version: Option<i64>,
) -> Result<Payment, PaymentError> {
    let task = begin(store, payment_id, expected_version).await?;
    carry_out(store, task).await?;
    after_the_intent(super::get(store, payment_id).await)
}

/// Writes the intent.
pub(super) async fn begin(
    store: &Store,
    payment_id: i64,
    expected_version: Option<i64>,
) -> Result<Task, PaymentError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { void_in(&store, &transaction, payment_id, expected_version).await }
        })
        .await
}

async fn void_in(
    store: &Store,
    transaction: &Transaction,
    payment_id: i64,
    expected_version: Option<i64>,
) -> Result<Task, PaymentError> {
    let (_, payment) = locked::payment_in(transaction, payment_id, expected_version).await?;
    let id = payment.id;
    if !under_way_in(transaction, id).await?.is_empty() {
        return Err(PaymentError::UnderWay { id });
    }
    let rest = payment.pledged();
    if rest == 0 {
        return Err(PaymentError::WrongState {
            id,
            state: payment.status,
            verb: "voided",
        });
    }
    let intent = Intent::new(OperationKind::Void, rest);
    let task = begin_in(store, transaction, &payment, intent).await?;
    let after = told(rest, Some(task.operation.id));
    begun_in(store, transaction, "payments.void", &payment, after).await?;
    Ok(task)
}
