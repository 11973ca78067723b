//! Choose the payment method that is taken when the customer names none.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::json;

use super::entity::{ActiveModel, Column, Entity, Model};
use super::get::get_in;
use super::{PaymentMethodError, owner};
use crate::edit::{Edited, edit_in, refuse_stale};
use crate::{Store, audit};

/// Makes a payment method its customer's default; another one that was, is no more.
///
/// `expected_version` is the one that the caller read; any when `None`.
pub async fn set_default(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, PaymentMethodError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { set_default_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn set_default_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, PaymentMethodError> {
    let customer_id = get_in(transaction, id).await?.customer_id;
    owner::lock_in(transaction, customer_id).await?;
    // It may have changed, or gone, before the lock.
    let method = get_in(transaction, id).await?;
    refuse_stale(expected_version, method.version)?;
    if method.is_default {
        return Ok(method);
    }
    no_default_in(transaction, customer_id, store.now()).await?;
    let chosen = ActiveModel {
        is_default: ActiveValue::Set(true),
        ..ActiveModel::default()
    };
    let edited = edit_in::<Entity>(transaction, id, None, chosen, store.now()).await?;
    let Edited::Done(method) = edited else {
        return Err(PaymentMethodError::NotFound(id));
    };
    let act = audit::Act {
        action: "payment_methods.set_default",
        subject: format!("payment_method {id}"),
        order_id: None,
        before: Some(json!({ "is_default": false })),
        after: Some(json!({ "is_default": true })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(method)
}

/// Leaves a customer, whose row is locked, without a default.
pub(super) async fn no_default_in(
    transaction: &Transaction,
    customer_id: i64,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::val(false))
        .col_expr(Column::UpdatedAt, Expr::val(now))
        .col_expr(Column::Version, Column::Version.into_expr().add(1_i64))
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::IsDefault.eq(true))
        .exec(transaction)
        .await
        .map(drop)
}
