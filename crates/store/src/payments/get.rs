//! Look at one payment.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::entity::Entity;
use super::{Payment, PaymentError};
use crate::Store;

/// The payment with this id.
pub async fn get(store: &Store, id: i64) -> Result<Payment, PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let payment = Entity::find_by_id(id).one(&transaction).await?;
            payment.ok_or(PaymentError::NotFound(id))
        })
        .await
}
