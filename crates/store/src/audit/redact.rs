//! Take personal data out of the log, so that the chain still proves the rest.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::Value;

use super::digest;
use super::entity::{ActiveModel, Column, Entity, Model};

/// Subjects or orders per statement: databases take only so many parameters.
const ASKED_AT_ONCE: usize = 1_000;

/// Empties what the rows of these subjects (`customer 7`) tell of before and after; returns how
/// many held something. Who did what to which subject, and when, stays, and still fits its digest;
/// of what is gone only a salted hash stays, without the salt.
pub(crate) async fn redact_in(
    transaction: &Transaction,
    subjects: &[String],
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut redacted = 0;
    for subjects in subjects.chunks(ASKED_AT_ONCE) {
        let rows = rows_in(transaction, Column::Subject.is_in(subjects)).await?;
        redacted += redact(transaction, rows, now).await?;
    }
    Ok(redacted)
}

/// The same for the rows of these orders that may tell of a person: in a field called `address`, or
/// whose name ends in `_address`, in a note, or by a tracking number, which leads to a name at the
/// carrier's.
pub(crate) async fn redact_orders_in(
    transaction: &Transaction,
    order_ids: &[i64],
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut redacted = 0;
    for order_ids in order_ids.chunks(ASKED_AT_ONCE) {
        let of_orders = Column::OrderId.is_in(order_ids.iter().copied());
        let mut rows = rows_in(transaction, of_orders).await?;
        rows.retain(|row| {
            let mut states = row.state_before.iter().chain(&row.state_after);
            states.any(|state| tells_person(&state.0))
        });
        redacted += redact(transaction, rows, now).await?;
    }
    Ok(redacted)
}

/// The integers that the rows of a subject tell in fields of this name, at any depth.
pub(crate) async fn told_in(
    transaction: &Transaction,
    subject: &str,
    field: &str,
) -> Result<BTreeSet<i64>, DbErr> {
    let rows = rows_in(transaction, Column::Subject.eq(subject)).await?;
    let mut told = BTreeSet::new();
    for state in rows
        .iter()
        .flat_map(|row| row.state_before.iter().chain(&row.state_after))
    {
        collect(&state.0, field, &mut told);
    }
    Ok(told)
}

fn collect(value: &Value, field: &str, told: &mut BTreeSet<i64>) {
    match value {
        Value::Object(fields) => {
            told.extend(fields.get(field).and_then(Value::as_i64));
            for value in fields.values() {
                collect(value, field, told);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, field, told);
            }
        }
        _ => {}
    }
}

fn tells_person(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            let is_address = name == "address" || name.ends_with("_address");
            let is_personal = is_address || name == "note" || name == "tracking_number";
            (is_personal && !value.is_null()) || tells_person(value)
        }),
        Value::Array(items) => items.iter().any(tells_person),
        _ => false,
    }
}

async fn rows_in(
    transaction: &Transaction,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<Model>, DbErr> {
    let holds_something = Condition::any()
        .add(Column::StateBefore.is_not_null())
        .add(Column::StateAfter.is_not_null());
    Entity::find()
        .filter(which)
        .filter(Column::RedactedAt.is_null())
        .filter(holds_something)
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await
}

async fn redact(
    transaction: &Transaction,
    rows: Vec<Model>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let count = rows.len() as u64;
    for mut row in rows {
        if row.digest.is_empty() {
            // Older than the chain, and not sealed yet.
            digest::complete(&mut row)?;
        }
        let emptied = ActiveModel {
            id: ActiveValue::Unchanged(row.id),
            state_before: ActiveValue::Set(None),
            state_after: ActiveValue::Set(None),
            salt: ActiveValue::Set(digest::content_hash_of(&row)?),
            digest: ActiveValue::Set(row.digest),
            redacted_at: ActiveValue::Set(Some(now)),
            ..Default::default()
        };
        emptied.update(transaction).await?;
    }
    Ok(count)
}
