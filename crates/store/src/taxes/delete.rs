//! Remove a tax class that no product has.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, ModelTrait, QuerySelect};

use super::entity::Entity;
use super::{TaxClassError, record};
use crate::Store;

/// Removes the tax class.
///
/// # Errors
/// [`TaxClassError::InUse`] while a product has it: the foreign key tells, so no product that is
/// given the class at the same moment can slip through.
pub async fn delete(store: &Store, id: i64) -> Result<(), TaxClassError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let find = Entity::find_by_id(id).lock_exclusive();
                let class = find.one(&transaction).await?;
                let class = class.ok_or(TaxClassError::NotFound(id))?;
                class.clone().delete(&transaction).await?;
                record::record_in(&store, &transaction, "taxes.delete", Some(&class), None).await?;
                Ok(())
            }
        })
        .await
}
