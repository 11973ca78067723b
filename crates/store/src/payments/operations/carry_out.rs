//! Make a request that is written, and those that follow from its answer.

use mercer_database::Error;

use super::call::call;
use super::finish::finish;
use super::{OperationState, Task};
use crate::Store;
use crate::payments::PaymentError;

/// Asks the provider and writes its answer, as long as the answers ask for more (a promise for the
/// money, say). Returns the state that the first operation is in afterwards.
///
/// When the caller goes away in the middle, the operation stays open and is taken up later.
pub(in crate::payments) async fn carry_out(
    store: &Store,
    task: Task,
) -> Result<OperationState, PaymentError> {
    let mut state = None;
    let mut next = Some(task);
    while let Some(task) = next {
        let answer = call(store, &task).await;
        let told = format!("{answer:?}");
        let finished = match finish(store, task.operation.id, answer).await {
            Err(error @ PaymentError::OperationGone(_)) => {
                // The log is the only place left for it.
                let (payment, key) = (task.payment.id, task.operation.idempotency_key);
                tracing::error!(payment, key, answer = told, "{error}");
                return Err(error);
            }
            other => after_the_intent(other)?,
        };
        state = state.or(Some(finished.state));
        next = finished.next;
    }
    Ok(state.unwrap_or(OperationState::Open))
}

/// What comes after an intent was committed never says that nothing was changed: where the database
/// fails then, the payment is begun, and its outcome is not known until it is taken up again.
pub(in crate::payments) fn after_the_intent<T>(
    result: Result<T, PaymentError>,
) -> Result<T, PaymentError> {
    result.map_err(|error| match error {
        PaymentError::Database(error) => PaymentError::Database(Error::CommitUnknown {
            reason: format!("it was begun and goes on later: {error}"),
        }),
        other => other,
    })
}
