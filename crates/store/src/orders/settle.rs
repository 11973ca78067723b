//! Count money in or out of an order: the one writer of `captured`, `refunded` and the payment
//! status.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::{Order, OrderStatus, PaymentStatus};

/// Which way the money went, in minor units.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Settlement {
    Captured(i64),
    Refunded(i64),
}

/// Books the amount if the order is placed and can take it; `None` if not, or if there is no such
/// order. More than the total is never captured, more than was captured never refunded.
pub(crate) async fn settle_in(
    transaction: &Transaction,
    order_id: i64,
    settlement: Settlement,
    now: DateTime<Utc>,
) -> Result<Option<Order>, DbErr> {
    let captured = Column::Captured.into_expr();
    let refunded = Column::Refunded.into_expr();
    let (column, sum, fits) = match settlement {
        Settlement::Captured(amount) => {
            let sum = captured.add(amount);
            (
                Column::Captured,
                sum.clone(),
                sum.lte(Column::Total.into_expr()),
            )
        }
        Settlement::Refunded(amount) => {
            let sum = refunded.add(amount);
            (Column::Refunded, sum.clone(), sum.lte(captured))
        }
    };
    let booked = Entity::update_many()
        .col_expr(column, sum)
        .col_expr(Column::UpdatedAt, now.into())
        .col_expr(Column::Version, Column::Version.into_expr().add(1_i64))
        .filter(Column::Id.eq(order_id))
        .filter(Column::Status.eq(OrderStatus::Placed.as_str()))
        .filter(fits)
        .exec(transaction)
        .await?;
    if booked.rows_affected == 0 {
        return Ok(None);
    }
    let Some(mut order) = Entity::find_by_id(order_id).one(transaction).await? else {
        return Ok(None);
    };
    order.payment_status = PaymentStatus::of(order.total, order.captured, order.refunded);
    // The row is locked by the update above, so the status cannot be derived from stale sums.
    Entity::update_many()
        .col_expr(Column::PaymentStatus, order.payment_status.as_str().into())
        .filter(Column::Id.eq(order_id))
        .exec(transaction)
        .await?;
    Ok(Some(order))
}
