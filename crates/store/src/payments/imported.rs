//! Book what an imported order says was received and given back.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr, EntityTrait};

use super::history::{self, Happened};
use super::pay::{blank, insert_in};
use super::refunds::entity as refund;
use super::{EventKind, PaymentKind, PaymentState, RefundState, event};
use crate::Store;
use crate::orders::Order;

/// Who moved the money: somebody outside Mercer.
const PROVIDER: &str = "import";

/// Writes one payment, and one refund of it, that add up to what the order's row says already.
/// Nothing is written where nothing was received.
pub(crate) async fn record_imported_in(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (captured, refunded) = (order.captured, order.refunded);
    if captured == 0 {
        return Ok(());
    }
    let provider = PROVIDER.to_owned();
    let mut payment = blank(order, PaymentKind::BankTransfer, provider, captured, store);
    payment.refunded = refunded;
    payment.created_at = at;
    payment.status = match refunded {
        0 => PaymentState::Captured,
        part if part < captured => PaymentState::PartiallyRefunded,
        _ => PaymentState::Refunded,
    };
    payment.id = insert_in(transaction, &payment).await?;
    let mut events = vec![
        Happened::new(EventKind::Authorised, captured),
        Happened::new(EventKind::Captured, captured),
    ];
    if refunded > 0 {
        events.push(Happened::new(EventKind::Refunded, refunded));
        let given_back = refund::ActiveModel {
            id: ActiveValue::NotSet,
            payment_id: ActiveValue::Set(payment.id),
            amount: ActiveValue::Set(refunded),
            reason: ActiveValue::Set(PROVIDER.to_owned()),
            status: ActiveValue::Set(RefundState::Succeeded),
            failure_code: ActiveValue::Set(None),
            failure_reason: ActiveValue::Set(None),
            actor: ActiveValue::Set(store.actor().to_string()),
            created_at: ActiveValue::Set(at),
            finished_at: ActiveValue::Set(Some(at)),
        };
        refund::Entity::insert(given_back)
            .exec_without_returning(transaction)
            .await?;
    }
    let rows = events
        .into_iter()
        .map(|happened| history::row(store, &payment, happened));
    event::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}
