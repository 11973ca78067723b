//! Remove somebody from the staff.

use mercer_database::Transaction;
use sea_orm::ModelTrait;

use super::StaffError;
use super::owners::locked_unless_last_owner;
use crate::{Store, audit};

/// Removes the user. What they did stays in the books under their name.
///
/// # Errors
/// [`StaffError::LastOwner`] when no active owner would be left.
pub async fn delete(store: &Store, id: i64) -> Result<(), StaffError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let user = locked_unless_last_owner(&transaction, id).await?;
                let act = audit::Act::removed("staff.delete", user.subject(), user.told());
                user.delete(&transaction).await?;
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
