//! The payment methods of many customers at once.

use super::PaymentMethodError;
use super::entity::{Column, Entity, Model};
use crate::{Store, batch};

/// The payment methods of these customers, by customer, oldest first. At most 200 customers.
pub async fn of_customers(
    store: &Store,
    customer_ids: &[i64],
) -> Result<Vec<Model>, PaymentMethodError> {
    let (customer, id) = (Column::CustomerId, Column::Id);
    batch::rows::<Entity, _>(store.database(), customer, id, customer_ids).await
}
