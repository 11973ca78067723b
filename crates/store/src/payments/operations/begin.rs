//! Write the intent of a request to a provider.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use super::{OperationKind, OperationState, PaymentOperation, Task};
use crate::Store;
use crate::payments::Payment;

/// How long whoever wrote or claimed an operation has for it before others take it up, seconds:
/// longer than a provider is waited for.
pub(super) const LEASE_SECONDS: i64 = 120;

/// A request to be made.
pub(in crate::payments) struct Intent {
    pub(in crate::payments) kind: OperationKind,
    /// Minor units.
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) refund_id: Option<i64>,
    pub(in crate::payments) token: Option<String>,
}

impl Intent {
    /// A request that needs nothing but the payment.
    pub(in crate::payments) fn new(kind: OperationKind, amount: i64) -> Self {
        Intent {
            kind,
            amount,
            refund_id: None,
            token: None,
        }
    }
}

/// Writes the intent for a payment whose row is locked, claimed by the caller, who makes the
/// request when the transaction has ended.
pub(in crate::payments) async fn begin_in(
    store: &Store,
    transaction: &Transaction,
    payment: &Payment,
    intent: Intent,
) -> Result<Task, DbErr> {
    let now = store.now();
    // Under the payment's lock nobody else counts.
    let earlier = Entity::find().filter(Column::PaymentId.eq(payment.id));
    let number = earlier.count(transaction).await? + 1;
    let mut operation = PaymentOperation {
        id: 0,
        payment_id: payment.id,
        refund_id: intent.refund_id,
        kind: intent.kind,
        amount: intent.amount,
        idempotency_key: key(payment.id, intent.kind, number, now),
        token: intent.token,
        status: OperationState::Open,
        attempts: 1,
        next_attempt_at: Some(now + TimeDelta::seconds(LEASE_SECONDS)),
        failure: None,
        actor: store.actor().to_string(),
        created_at: now,
        finished_at: None,
    };
    let mut row = ActiveModel::from(operation.clone());
    row.id = ActiveValue::NotSet;
    operation.id = Entity::insert(row).exec(transaction).await?.last_insert_id;
    Ok(Task {
        payment: payment.clone(),
        operation,
    })
}

/// The same for every repetition, for it is stored. The time keeps two databases apart that use the
/// same account of a provider, such as a restored copy, in which the ids are given out once more.
/// Letters part the digits, which could by chance pass for the number of a card.
fn key(payment_id: i64, kind: OperationKind, number: u64, now: DateTime<Utc>) -> String {
    let (seconds, microseconds) = (now.timestamp(), now.timestamp_subsec_micros());
    format!("mercer-payment-{payment_id}-{kind}-{number}-t{seconds}u{microseconds}")
}

/// The payment's requests that have no answer yet, but for refunds, which disturb no other.
pub(in crate::payments) async fn under_way_in(
    transaction: &Transaction,
    payment_id: i64,
) -> Result<Vec<PaymentOperation>, DbErr> {
    Entity::find()
        .filter(Column::PaymentId.eq(payment_id))
        .filter(Column::Status.is_in([OperationState::Open, OperationState::Unknown]))
        .filter(Column::Kind.ne(OperationKind::Refund.as_str()))
        .all(transaction)
        .await
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{OperationKind, key};
    use crate::text::holds_card_number;

    #[test]
    fn keys_are_told_apart_by_payment_number_kind_and_time_and_hold_no_card_number() {
        let time = |micros| DateTime::from_timestamp_micros(micros).expect("the time exists");
        let first = key(7, OperationKind::Capture, 2, time(1_763_722_800_000_001));
        assert_eq!(first, "mercer-payment-7-capture-2-t1763722800u1");
        for micros in 0..2_000 {
            let key = key(
                1,
                OperationKind::Void,
                1,
                time(1_763_722_800_999_999 + micros),
            );
            assert!(!holds_card_number(&key), "{key}");
        }
    }
}
