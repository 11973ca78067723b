//! A payment and its order, locked: what every change of a payment begins and ends with.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use super::entity::{Column, Entity};
use super::{Payment, PaymentError, PaymentState};
use crate::edit::VersionConflict;
use crate::orders::{self, Order};

/// The order, locked until the transaction ends. Orders are locked before their payments: by
/// whoever deletes an order, too.
pub(super) async fn order_in(
    transaction: &Transaction,
    order_id: i64,
) -> Result<Order, PaymentError> {
    let order = orders::entity::Entity::find_by_id(order_id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    order.ok_or(PaymentError::UnknownOrder(order_id))
}

/// The payment and its order, locked until the transaction ends, if the payment is still the
/// version that the caller read.
pub(super) async fn payment_in(
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
) -> Result<(Order, Payment), PaymentError> {
    let not_found = || PaymentError::NotFound(id);
    let payment = Entity::find_by_id(id).one(transaction).await?;
    let order = order_in(transaction, payment.ok_or_else(not_found)?.order_id).await?;
    // It may have changed, or gone, before the lock.
    let payment = Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let payment = payment.ok_or_else(not_found)?;
    let current = payment.version;
    if let Some(expected) = expected.filter(|&read| read != current) {
        return Err(VersionConflict { expected, current }.into());
    }
    Ok((order, payment))
}

/// Derives the state of a payment that the transaction has locked and changed, counts the version,
/// and writes every column but its key.
pub(super) async fn save_in(
    transaction: &Transaction,
    payment: &mut Payment,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let next = PaymentState::of(payment);
    assert!(
        payment.status == next || payment.status.may_become(next),
        "payment {}: {} cannot become {next}",
        payment.id,
        payment.status
    );
    payment.status = next;
    payment.updated_at = now;
    payment.version += 1;
    let row = payment.clone().into_active_model().reset_all();
    Entity::update(row)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

/// What a locked order still needs of what was promised to it, minor units; never below zero.
pub(super) async fn room_in(transaction: &Transaction, order: &Order) -> Result<i64, DbErr> {
    /// What is just being received by one payment.
    #[derive(FromQueryResult)]
    struct Capturing {
        capturing: i64,
    }
    let under_way = Entity::find()
        .select_only()
        .column(Column::Capturing)
        .filter(Column::OrderId.eq(order.id))
        .filter(Column::Capturing.into_expr().gt(0))
        .into_model::<Capturing>()
        .all(transaction)
        .await?;
    let under_way: i64 = under_way.iter().map(|payment| payment.capturing).sum();
    Ok(Ord::max(order.owed() - order.held() - under_way, 0))
}
