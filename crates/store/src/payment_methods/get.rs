//! Look at one payment method.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::PaymentMethodError;
use super::entity::{Column, Entity, Model};
use crate::Store;

/// The payment method with this id.
pub async fn get(store: &Store, id: i64) -> Result<Model, PaymentMethodError> {
    store
        .database()
        .read(move |transaction: Transaction| async move { get_in(&transaction, id).await })
        .await
}

/// The same, in a transaction.
pub(super) async fn get_in(
    transaction: &Transaction,
    id: i64,
) -> Result<Model, PaymentMethodError> {
    let method = Entity::find_by_id(id).one(transaction).await?;
    method.ok_or(PaymentMethodError::NotFound(id))
}

/// The customer's method with this id, or their default one.
pub(crate) async fn of_customer_in(
    transaction: &Transaction,
    customer_id: i64,
    id: Option<i64>,
) -> Result<Option<Model>, DbErr> {
    let theirs = Entity::find().filter(Column::CustomerId.eq(customer_id));
    let wanted = match id {
        Some(id) => theirs.filter(Column::Id.eq(id)),
        None => theirs.filter(Column::IsDefault.eq(true)),
    };
    wanted.one(transaction).await
}
