//! Take a payment method out of the customer's.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::add::told;
use super::entity::Entity;
use super::get::get_in;
use super::{PaymentMethodError, owner};
use crate::edit::refuse_stale;
use crate::{Store, audit};

/// Removes a payment method. Payments that were made by it stay as they are.
///
/// `expected_version` is the one that the caller read; any when `None`.
pub async fn remove(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), PaymentMethodError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let customer_id = get_in(&transaction, id).await?.customer_id;
                owner::lock_in(&transaction, customer_id).await?;
                // It may have changed, or gone, before the lock.
                let method = get_in(&transaction, id).await?;
                refuse_stale(expected_version, method.version)?;
                Entity::delete_by_id(id).exec(&transaction).await?;
                let act = audit::Act {
                    action: "payment_methods.remove",
                    subject: format!("payment_method {id}"),
                    order_id: None,
                    before: Some(told(&method)),
                    after: None,
                };
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
