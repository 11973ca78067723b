//! What an answer asks for next: the money after the promise, or to give the rest up.

use super::begin::{Intent, begin_in, under_way_in};
use super::finish::Case;
use super::{OperationKind, OperationState, Task};
use crate::orders::OrderStatus;
use crate::payments::{PaymentError, locked};

/// Writes and claims the next request, in the transaction of the answer, so that nothing is
/// forgotten when the process ends here.
pub(super) async fn follow_up_in(case: &mut Case<'_>) -> Result<Option<Task>, PaymentError> {
    let is_given_up = case.order.status == OrderStatus::Cancelled;
    match case.operation.kind {
        OperationKind::Authorise if case.operation.status == OperationState::Succeeded => {
            if case.payment.captures_at_once {
                return capture_in(case).await;
            }
            if is_given_up {
                return give_up_rest_in(case).await;
            }
        }
        OperationKind::Capture if case.payment.captures_at_once || is_given_up => {
            return give_up_rest_in(case).await;
        }
        _ => {}
    }
    Ok(None)
}

/// Takes what was promised, but no more than the order still needs. Cash, or a transfer that
/// arrived, is there and is booked whatever the order needs.
async fn capture_in(case: &mut Case<'_>) -> Result<Option<Task>, PaymentError> {
    let mut amount = case.payment.capturable();
    if case.payment.kind.has_token() {
        amount = amount.min(locked::room_in(case.transaction, &case.order).await?);
    }
    if amount == 0 {
        return give_up_rest_in(case).await;
    }
    case.payment.capturing += amount;
    locked::save_in(case.transaction, &mut case.payment, case.store.now()).await?;
    begin(case, OperationKind::Capture, amount).await
}

async fn give_up_rest_in(case: &mut Case<'_>) -> Result<Option<Task>, PaymentError> {
    let rest = case.payment.capturable();
    let others = under_way_in(case.transaction, case.payment.id).await?;
    if rest == 0 || !others.is_empty() {
        return Ok(None);
    }
    begin(case, OperationKind::Void, rest).await
}

async fn begin(
    case: &Case<'_>,
    kind: OperationKind,
    amount: i64,
) -> Result<Option<Task>, PaymentError> {
    let intent = Intent::new(kind, amount);
    let task = begin_in(case.store, case.transaction, &case.payment, intent).await?;
    Ok(Some(task))
}
