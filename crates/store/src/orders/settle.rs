//! Count money in or out of an order: the one writer of `pledged`, `captured`, `refunding`,
//! `refunded` and the payment status.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, QuerySelect};

use super::entity::Entity;
use super::{Order, OrderStatus, PaymentStatus};

/// What happens to an order's money, in minor units.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Settlement {
    /// A payment begins: at most what is due.
    Pledged(i64),
    /// A payment that was begun comes to nothing.
    Unpledged(i64),
    /// A payment that was begun brings money. What a provider took is always booked, even when
    /// the order owes less by now: then a refund is due.
    PledgeCaptured { pledged: i64, captured: i64 },
    /// Money arrives that nobody announced: at most what is due.
    Captured(i64),
    /// A refund begins: at most what was received.
    Refunding(i64),
    /// A refund that was begun comes to nothing.
    RefundFailed(i64),
    /// A refund that was begun has reached the customer.
    RefundDone(i64),
    /// Money is handed back at once: at most what was received.
    Refunded(i64),
}

/// Books the settlement if the order can take it; `None` if not, or if there is no such order.
/// The order stays locked until the transaction ends.
pub(crate) async fn settle_in(
    transaction: &Transaction,
    order_id: i64,
    settlement: Settlement,
    now: DateTime<Utc>,
) -> Result<Option<Order>, DbErr> {
    let found = Entity::find_by_id(order_id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    let Some(mut order) = found else {
        return Ok(None);
    };
    if !apply(&mut order, settlement) {
        return Ok(None);
    }
    save_in(transaction, &mut order, now).await?;
    Ok(Some(order))
}

/// Derives the payment status of an order that the transaction has locked and changed, counts the
/// version, and writes every column but its key.
pub(super) async fn save_in(
    transaction: &Transaction,
    order: &mut Order,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    derive_payment_status(order);
    order.updated_at = now;
    order.version += 1;
    let row = order.clone().into_active_model().reset_all();
    Entity::update(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Money that was settled outside stays so until some of it is received here.
pub(super) fn derive_payment_status(order: &mut Order) {
    if order.payment_status != PaymentStatus::Unrecorded || order.captured > 0 {
        order.payment_status = PaymentStatus::of(order);
    }
}

/// Whether the order can take it, and its amounts afterwards.
fn apply(order: &mut Order, settlement: Settlement) -> bool {
    let is_placed = order.status == OrderStatus::Placed;
    let returnable = order.captured - order.refunded - order.refunding;
    match settlement {
        Settlement::Pledged(amount) | Settlement::Captured(amount)
            if !is_placed || amount > order.due() =>
        {
            return false;
        }
        Settlement::Refunding(amount) | Settlement::Refunded(amount) if amount > returnable => {
            return false;
        }
        Settlement::Pledged(amount) => order.pledged += amount,
        Settlement::Unpledged(amount) => order.pledged -= amount,
        Settlement::PledgeCaptured { pledged, captured } => {
            order.pledged -= pledged;
            order.captured += captured;
        }
        Settlement::Captured(amount) => order.captured += amount,
        Settlement::Refunding(amount) => order.refunding += amount,
        Settlement::RefundFailed(amount) => order.refunding -= amount,
        Settlement::RefundDone(amount) => {
            order.refunding -= amount;
            order.refunded += amount;
        }
        Settlement::Refunded(amount) => order.refunded += amount,
    }
    assert!(
        order.pledged >= 0 && order.refunding >= 0,
        "order {}: nothing comes to an end that was not begun",
        order.number
    );
    true
}
