//! The payment methods of a customer.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::PaymentMethodError;
use super::entity::{Column, Entity, Model};
use crate::Store;

/// A customer's payment methods, oldest first; [`Model::is_expired`] tells whether one is of use.
pub async fn list(store: &Store, customer_id: i64) -> Result<Vec<Model>, PaymentMethodError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let theirs = Entity::find()
                .filter(Column::CustomerId.eq(customer_id))
                .order_by_asc(Column::Id);
            Ok(theirs.all(&transaction).await?)
        })
        .await
}
