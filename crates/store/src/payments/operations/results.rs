//! What each answer changes: payment, order, refund, history.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::finish::Case;
use super::follow_up::follow_up_in;
use super::outcome::Outcome;
use super::{OperationKind, OperationState, Task};
use crate::orders::{Settlement, take_back_credit_in};
use crate::payments::refunds::{entity as refund, line};
use crate::payments::{EventKind, PaymentError, RefundState};

/// Writes an answer; returns what is to be asked next.
pub(super) async fn write_in(
    case: &mut Case<'_>,
    outcome: Outcome,
) -> Result<Option<Task>, PaymentError> {
    match outcome {
        Outcome::Unanswered { reason } => {
            case.leave_open(reason).await?;
            return Ok(None);
        }
        Outcome::Unasked { reason } => {
            case.close(OperationState::Failed, Some(reason)).await?;
            return Ok(None);
        }
        Outcome::Waiting { reference, action } => {
            case.close(OperationState::Succeeded, None).await?;
            waiting_in(case, reference, action).await?;
            return Ok(None);
        }
        Outcome::Done {
            reference,
            event_id,
        } => {
            case.close(OperationState::Succeeded, None).await?;
            if case.is_promise() {
                case.payment.provider_reference = Some(reference);
            }
            done_in(case, event_id).await?;
        }
        Outcome::Refused { code, reason } => {
            case.close(OperationState::Failed, Some(reason.clone()))
                .await?;
            refused_in(case, code, reason).await?;
        }
    }
    follow_up_in(case).await
}

async fn waiting_in(
    case: &mut Case<'_>,
    reference: String,
    action: Option<String>,
) -> Result<(), PaymentError> {
    let kind = match action {
        Some(_) => EventKind::ActionRequired,
        None => EventKind::Pending,
    };
    case.payment.provider_reference = Some(reference);
    case.payment.action = action;
    let amount = case.operation.amount;
    Ok(case.save(kind, amount, None).await?)
}

async fn done_in(case: &mut Case<'_>, event_id: String) -> Result<(), PaymentError> {
    let amount = case.operation.amount;
    let payment = &mut case.payment;
    let event = match case.operation.kind {
        OperationKind::Authorise => {
            payment.authorised = amount;
            payment.action = None;
            EventKind::Authorised
        }
        OperationKind::Capture => {
            payment.capturing -= amount;
            payment.captured += amount;
            EventKind::Captured
        }
        OperationKind::Void => {
            payment.voided += amount;
            payment.action = None;
            if payment.authorised == 0 {
                // It was given up, not refused.
                (payment.failure_code, payment.failure_reason) = (None, None);
            }
            EventKind::Voided
        }
        OperationKind::Refund => {
            payment.refunding -= amount;
            payment.refunded += amount;
            EventKind::Refunded
        }
    };
    case.save(event, amount, Some(event_id)).await?;
    match case.operation.kind {
        OperationKind::Authorise => Ok(()),
        OperationKind::Capture => {
            let (pledged, captured) = (amount, amount);
            case.settle(Settlement::PledgeCaptured { pledged, captured })
                .await
        }
        OperationKind::Void => case.settle(Settlement::Unpledged(amount)).await,
        OperationKind::Refund => {
            close_refund_in(case, RefundState::Succeeded, None).await?;
            case.settle(Settlement::RefundDone(amount)).await
        }
    }
}

async fn refused_in(case: &mut Case<'_>, code: String, reason: String) -> Result<(), PaymentError> {
    let amount = case.operation.amount;
    case.refused(code.clone(), reason.clone());
    let payment = &mut case.payment;
    let event = match case.operation.kind {
        OperationKind::Authorise => {
            payment.voided = amount;
            payment.action = None;
            EventKind::Failed
        }
        OperationKind::Capture => {
            payment.capturing -= amount;
            EventKind::CaptureFailed
        }
        OperationKind::Void => EventKind::VoidFailed,
        OperationKind::Refund => {
            payment.refunding -= amount;
            EventKind::RefundFailed
        }
    };
    case.save(event, amount, None).await?;
    match case.operation.kind {
        OperationKind::Authorise => case.settle(Settlement::Unpledged(amount)).await,
        OperationKind::Capture | OperationKind::Void => Ok(()),
        OperationKind::Refund => {
            let parts = close_refund_in(case, RefundState::Failed, Some((code, reason))).await?;
            let (transaction, now) = (case.transaction, case.store.now());
            if !parts.is_empty() {
                take_back_credit_in(transaction, case.order.id, &parts, now).await?;
            }
            case.settle(Settlement::RefundFailed(amount)).await
        }
    }
}

/// Ends the refund; returns what it had credited, per line.
async fn close_refund_in(
    case: &Case<'_>,
    state: RefundState,
    failure: Option<(String, String)>,
) -> Result<Vec<(i64, i64)>, PaymentError> {
    // The table's rules give each operation of this kind a refund, which goes only with it.
    let id = case.operation.refund_id.unwrap_or_default();
    let refund = refund::Entity::find_by_id(id).one(case.transaction).await?;
    let mut refund = refund.ok_or(PaymentError::OperationGone(case.operation.id))?;
    debug_assert!(
        refund.status.may_become(state),
        "a refund ends with its operation"
    );
    refund.status = state;
    refund.finished_at = Some(case.store.now());
    (refund.failure_code, refund.failure_reason) = failure.unzip();
    let row = refund.into_active_model().reset_all();
    refund::Entity::update(row)
        .exec_without_returning(case.transaction)
        .await?;
    let lines = line::Entity::find()
        .filter(line::Column::RefundId.eq(id))
        .all(case.transaction)
        .await?;
    Ok(lines.iter().map(|line| (line.line, line.amount)).collect())
}
