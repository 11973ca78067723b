//! Let a user sign in, or no longer.

use mercer_database::Transaction;
use sea_orm::ActiveValue;

use super::StaffError;
use super::entity::{ActiveModel, Model};
use super::owners::locked_unless_last_owner;
use super::update::edit_in;
use crate::Store;

/// Lets the user sign in again.
pub async fn activate(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, StaffError> {
    set(store, id, expected_version, true).await
}

/// Lets the user sign in no longer; what they did stays theirs.
///
/// # Errors
/// [`StaffError::LastOwner`] when no active owner would be left.
pub async fn deactivate(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<Model, StaffError> {
    set(store, id, expected_version, false).await
}

async fn set(
    store: &Store,
    id: i64,
    expected: Option<i64>,
    active: bool,
) -> Result<Model, StaffError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                if !active {
                    locked_unless_last_owner(&transaction, id).await?;
                }
                let changes = ActiveModel {
                    active: ActiveValue::Set(active),
                    ..ActiveModel::default()
                };
                let action = if active {
                    "staff.activate"
                } else {
                    "staff.deactivate"
                };
                edit_in(&store, &transaction, id, expected, changes, action).await
            }
        })
        .await
}
