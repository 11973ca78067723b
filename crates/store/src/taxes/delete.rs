//! Remove a tax class that no product has.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, ModelTrait, QuerySelect};

use super::entity::Entity;
use super::{TaxClassError, record};
use crate::Store;
use crate::edit::refuse_stale;

/// Removes the tax class, if it is still the version that the caller read; any when `None`.
///
/// # Errors
/// [`TaxClassError::InUse`] while a product has it: the foreign key tells, so no product that is
/// given the class at the same moment can slip through.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), TaxClassError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let find = Entity::find_by_id(id).lock_exclusive();
                let class = find.one(&transaction).await?;
                let class = class.ok_or(TaxClassError::NotFound(id))?;
                refuse_stale(expected_version, class.version)?;
                class.clone().delete(&transaction).await?;
                record::record_in(&store, &transaction, "taxes.delete", Some(&class), None).await?;
                Ok(())
            }
        })
        .await
}
