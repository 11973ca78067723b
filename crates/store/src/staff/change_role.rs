//! Give a user another role.

use mercer_database::Transaction;
use sea_orm::ActiveValue;

use super::entity::{ActiveModel, Model};
use super::owners::locked_unless_last_owner;
use super::update::edit_in;
use super::{Role, StaffError};
use crate::Store;

/// The role that is to be.
#[derive(Clone, Copy, Debug)]
pub struct ChangeRole {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// What they may do from now on.
    pub role: Role,
}

/// Changes the user's role.
///
/// # Errors
/// [`StaffError::LastOwner`] when no active owner would be left.
pub async fn change_role(store: &Store, id: i64, input: ChangeRole) -> Result<Model, StaffError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                if input.role != Role::Owner {
                    locked_unless_last_owner(&transaction, id).await?;
                }
                let changes = ActiveModel {
                    role: ActiveValue::Set(input.role),
                    ..ActiveModel::default()
                };
                let expected = input.expected_version;
                let action = "staff.change_role";
                edit_in(&store, &transaction, id, expected, changes, action).await
            }
        })
        .await
}
