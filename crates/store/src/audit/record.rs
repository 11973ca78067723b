//! Write an audit row in the transaction of the act it records.

use mercer_database::{Json, Transaction};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, Iterable};
use serde_json::Value;

use super::digest;
use super::entity::{Column, Entity, Model};
use crate::Store;
use crate::statement_text::StatementText;

static INSERT: StatementText = StatementText::new();

/// What the store's actor does, and to what.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// The noun and the verb: `customers.delete`.
    pub(crate) action: &'static str,
    /// The noun and its id: `customer 7`.
    pub(crate) subject: String,
    /// The order whose timeline tells of it.
    pub(crate) order_id: Option<i64>,
    /// What changed, as it was; `None` where something was added.
    pub(crate) before: Option<Value>,
    /// What changed, as it became; `None` where something was removed.
    pub(crate) after: Option<Value>,
}

impl Act {
    /// Something was added.
    pub(crate) fn added(action: &'static str, subject: String, after: Value) -> Self {
        Act {
            action,
            subject,
            order_id: None,
            before: None,
            after: Some(after),
        }
    }

    /// Something was taken away.
    pub(crate) fn removed(action: &'static str, subject: String, before: Value) -> Self {
        Act {
            action,
            subject,
            order_id: None,
            before: Some(before),
            after: None,
        }
    }
}

/// Records an edit with the fields that differ; nothing when none does.
pub(crate) async fn record_edit_in(
    store: &Store,
    transaction: &Transaction,
    action: &'static str,
    subject: String,
    before: Value,
    after: Value,
) -> Result<(), DbErr> {
    let (before, after) = difference(before, after);
    if before == after {
        return Ok(());
    }
    let act = Act {
        action,
        subject,
        order_id: None,
        before: Some(before),
        after: Some(after),
    };
    record_in(store, transaction, act).await
}

/// Both objects without the fields that are the same in them.
fn difference(before: Value, after: Value) -> (Value, Value) {
    match (before, after) {
        (Value::Object(mut before), Value::Object(mut after)) => {
            before.retain(|name, value| {
                let differs = after.get(name) != Some(value);
                if !differs {
                    after.remove(name);
                }
                differs
            });
            (Value::Object(before), Value::Object(after))
        }
        others => others,
    }
}

/// Records the act.
///
/// # Errors
/// When a state holds a fraction: see `digest.rs`.
pub(crate) async fn record_in(
    store: &Store,
    transaction: &Transaction,
    act: Act,
) -> Result<(), DbErr> {
    let state = |value: Option<Value>| value.filter(|value| !value.is_null()).map(Json);
    let mut row = Model {
        id: 0,
        actor: store.actor().to_string(),
        action: act.action.to_owned(),
        subject: act.subject,
        order_id: act.order_id,
        state_before: state(act.before),
        state_after: state(act.after),
        created_at: store.now(),
        salt: String::new(),
        digest: String::new(),
        seal_id: None,
        redacted_at: None,
    };
    digest::complete(&mut row)?;
    let backend = transaction.get_database_backend();
    let statement = INSERT.with(backend, 1, values_of(row), |values| {
        let columns = Column::iter().filter(|column| !matches!(column, Column::Id));
        let insert = Query::insert()
            .into_table(Entity)
            .columns(columns)
            .values_panic(values.iter().cloned().map(Expr::val))
            .to_owned();
        backend.build(&insert)
    });
    transaction.execute_raw(statement).await.map(drop)
}

/// The values of a row without its id, in the order of the columns.
fn values_of(row: Model) -> Vec<sea_orm::Value> {
    vec![
        row.actor.into(),
        row.action.into(),
        row.subject.into(),
        row.order_id.into(),
        row.state_before.into(),
        row.state_after.into(),
        row.created_at.into(),
        row.salt.into(),
        row.digest.into(),
        row.seal_id.into(),
        row.redacted_at.into(),
    ]
}
