//! What the audit log and recorded answers tell of a person, and its end.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::DbErr;

use crate::{addresses, audit, idempotency};

/// The addresses that are or were in the customer's book. Asked before the book is emptied.
pub(super) async fn addresses_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<BTreeSet<i64>, DbErr> {
    let subject = format!("customer {customer_id}");
    let mut ids = audit::told_in(transaction, &subject, "address_id").await?;
    ids.extend(addresses::ids_of_in(transaction, customer_id).await?);
    Ok(ids)
}

/// Empties what the log tells of the person, of those of these addresses that are gone, of where
/// these orders went, and in notes on them; and the recorded answers that tell of any of it.
pub(super) async fn forget_in(
    transaction: &Transaction,
    customer_id: i64,
    addresses: BTreeSet<i64>,
    orders: &[i64],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let gone = addresses::gone_in(transaction, addresses).await?;
    let person = idempotency::Person {
        customer_id,
        addresses: &gone,
        orders,
    };
    idempotency::forget_in(transaction, &person).await?;
    let mut subjects = vec![format!("customer {customer_id}")];
    subjects.extend(gone.into_iter().map(|id| format!("address {id}")));
    audit::redact_in(transaction, &subjects, now).await?;
    audit::redact_orders_in(transaction, orders, now)
        .await
        .map(drop)
}
