//! Ask again for a promise that waited for the customer or for the bank.

use mercer_database::Transaction;

use super::history::begun_in;
use super::operations::{
    Intent, OperationKind, Task, after_the_intent, begin_in, carry_out, under_way_in,
};
use super::pay::told;
use super::{Payment, PaymentError, PaymentState, locked};
use crate::Store;

/// Says that the customer has done what the provider asked for, or that a bank transfer has
/// arrived. The provider is asked again and has the last word.
pub async fn confirm(
    store: &Store,
    payment_id: i64,
    expected_version: Option<i64>,
) -> Result<Payment, PaymentError> {
    let unit_store = store.clone();
    let task = store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { confirm_in(&store, &transaction, payment_id, expected_version).await }
        })
        .await?;
    carry_out(store, task).await?;
    after_the_intent(super::get(store, payment_id).await)
}

async fn confirm_in(
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
    if payment.status != PaymentState::Pending {
        return Err(PaymentError::WrongState {
            id,
            state: payment.status,
            verb: "confirmed",
        });
    }
    let intent = Intent::new(OperationKind::Authorise, payment.amount);
    let task = begin_in(store, transaction, &payment, intent).await?;
    let after = told(payment.amount, Some(task.operation.id));
    begun_in(store, transaction, "payments.confirm", &payment, after).await?;
    Ok(task)
}
