//! What happened to a payment, what its provider was asked, and what went back.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::operations::entity as operation;
use super::refunds::{entity as refund, line};
use super::{PaymentError, PaymentEvent, PaymentOperation, Refund, RefundLine, event};
use crate::Store;

/// What happened to a payment, oldest first.
pub async fn events(store: &Store, payment_id: i64) -> Result<Vec<PaymentEvent>, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let events = event::Entity::find()
                .filter(event::Column::PaymentId.eq(payment_id))
                .order_by_asc(event::Column::Id);
            Ok(events.all(&transaction).await?)
        })
        .await
}

/// What the payment's provider was asked, oldest first.
pub async fn operations(
    store: &Store,
    payment_id: i64,
) -> Result<Vec<PaymentOperation>, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let operations = operation::Entity::find()
                .filter(operation::Column::PaymentId.eq(payment_id))
                .order_by_asc(operation::Column::Id);
            Ok(operations.all(&transaction).await?)
        })
        .await
}

/// The refunds of a payment, those that failed included, oldest first.
pub async fn refunds(store: &Store, payment_id: i64) -> Result<Vec<Refund>, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let refunds = refund::Entity::find()
                .filter(refund::Column::PaymentId.eq(payment_id))
                .order_by_asc(refund::Column::Id);
            Ok(refunds.all(&transaction).await?)
        })
        .await
}

/// What a refund credited, by line; line 0 is the delivery. Nothing where it gave back what was
/// overpaid.
pub async fn refund_lines(store: &Store, refund_id: i64) -> Result<Vec<RefundLine>, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let lines = line::Entity::find()
                .filter(line::Column::RefundId.eq(refund_id))
                .order_by_asc(line::Column::Line);
            Ok(lines.all(&transaction).await?)
        })
        .await
}
