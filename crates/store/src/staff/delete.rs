//! Remove somebody from the staff.

use mercer_database::Transaction;
use sea_orm::ModelTrait;

use super::StaffError;
use super::owners::locked_unless_last_owner;
use crate::edit::refuse_stale;
use crate::{Store, audit};

/// Removes the user. What they did stays in the books under their name.
///
/// `expected_version` is the one that the caller read; any when `None`.
///
/// # Errors
/// [`StaffError::LastOwner`] when no active owner would be left.
pub async fn delete(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<(), StaffError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let user = locked_unless_last_owner(&transaction, id).await?;
                refuse_stale(expected_version, user.version)?;
                let act = audit::Act::removed("staff.delete", user.subject(), user.told());
                user.delete(&transaction).await?;
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
