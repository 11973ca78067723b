//! Write what happened to a payment, into its events and into the audit log.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr, EntityTrait};
use serde_json::{Value, json};

use super::{EventKind, Payment, event};
use crate::{Store, audit};

/// One thing that happened to a payment.
pub(super) struct Happened {
    pub(super) kind: EventKind,
    /// Minor units.
    pub(super) amount: i64,
    /// The provider's id of it.
    pub(super) provider_event_id: Option<String>,
}

impl Happened {
    /// Something that the provider gave no id.
    pub(super) fn new(kind: EventKind, amount: i64) -> Self {
        Happened {
            kind,
            amount,
            provider_event_id: None,
        }
    }
}

/// Writes the event and the audit row, in the transaction of the change.
pub(super) async fn happened_in(
    store: &Store,
    transaction: &Transaction,
    before: Option<&Payment>,
    after: &Payment,
    happened: Happened,
) -> Result<(), DbErr> {
    let action = happened.kind.action();
    let amount = happened.amount;
    event::Entity::insert(row(store, after, happened))
        .exec_without_returning(transaction)
        .await?;
    let mut now = told(after);
    now["amount"] = amount.into();
    let act = audit::Act {
        action,
        subject: format!("payment {}", after.id),
        order_id: Some(after.order_id),
        before: before.map(told),
        after: Some(now),
    };
    audit::record_in(store, transaction, act).await
}

/// Writes the audit row of something that begins.
pub(super) async fn begun_in(
    store: &Store,
    transaction: &Transaction,
    action: &'static str,
    payment: &Payment,
    after: Value,
) -> Result<(), DbErr> {
    let act = audit::Act {
        action,
        subject: format!("payment {}", payment.id),
        order_id: Some(payment.order_id),
        before: None,
        after: Some(after),
    };
    audit::record_in(store, transaction, act).await
}

/// A row of the payment's history.
pub(super) fn row(store: &Store, payment: &Payment, happened: Happened) -> event::ActiveModel {
    event::ActiveModel {
        id: ActiveValue::NotSet,
        payment_id: ActiveValue::Set(payment.id),
        kind: ActiveValue::Set(happened.kind),
        amount: ActiveValue::Set(happened.amount),
        provider: ActiveValue::Set(payment.provider.clone()),
        provider_event_id: ActiveValue::Set(happened.provider_event_id),
        actor: ActiveValue::Set(store.actor().to_string()),
        created_at: ActiveValue::Set(store.now()),
    }
}

fn told(payment: &Payment) -> Value {
    json!({
        "status": payment.status,
        "kind": payment.kind,
        "provider": payment.provider,
        "captured": payment.captured,
        "refunded": payment.refunded,
        "voided": payment.voided,
        "failure_code": payment.failure_code,
    })
}
