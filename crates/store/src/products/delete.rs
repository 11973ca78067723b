//! Remove a product that was never sold or stocked.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, ModelTrait, QuerySelect};

use super::ProductError;
use super::entity::Entity;
use crate::edit::refuse_stale;
use crate::{Store, audit};

/// Removes the product, if it is still the version that the caller read; any when `None`.
///
/// # Errors
/// [`ProductError::InUse`] when an order or the stock ledger names it: the foreign keys tell, so
/// no order that comes at the same moment can slip through.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), ProductError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let find = Entity::find_by_id(id).lock_exclusive();
                let product = find.one(&transaction).await?;
                let product = product.ok_or_else(|| ProductError::NotFound(format!("id {id}")))?;
                refuse_stale(expected_version, product.version)?;
                let told = product.told();
                product.delete(&transaction).await?;
                let subject = format!("product {id}");
                let act = audit::Act::removed("products.delete", subject, told);
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
