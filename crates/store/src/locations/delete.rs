//! Remove a location that was never used.

use mercer_database::Transaction;
use sea_orm::ModelTrait;

use super::{LocationError, last};
use crate::edit::refuse_stale;
use crate::{Store, audit};

/// Removes the location, if it is still the version that the caller read; any when `None`.
///
/// # Errors
/// [`LocationError::InUse`] when it has stock, movements or orders: the foreign keys tell.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), LocationError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let location = last::locked_unless_last_active(&transaction, id).await?;
                refuse_stale(expected_version, location.version)?;
                let told = location.told();
                location.delete(&transaction).await?;
                let subject = format!("location {id}");
                let act = audit::Act::removed("locations.delete", subject, told);
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
