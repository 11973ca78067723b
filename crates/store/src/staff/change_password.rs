//! Give a user another password, on the word of the one they have.

use mercer_database::Transaction;

use super::entity::Model;
use super::set_password::write_in;
use super::{StaffError, get};
use crate::Store;
use crate::password::{self, Password};

/// The password that is, and the one that is to be.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// What the user says is their password.
    pub current: Password,
    /// The one to sign in with from now on.
    pub new: Password,
}

/// Changes the user's password.
///
/// # Errors
/// [`StaffError::WrongPassword`] when the current one is another, and when it was changed at the
/// same moment.
pub async fn change_password(
    store: &Store,
    id: i64,
    input: ChangePassword,
) -> Result<Model, StaffError> {
    let known = get(store, id).await?.password_hash;
    if !password::verify(store, input.current, Some(known.clone())).await? {
        return Err(StaffError::WrongPassword);
    }
    let hash = password::hash(store, input.new).await?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, known, hash) = (unit_store.clone(), known.clone(), hash.clone());
            async move {
                let action = "staff.change_password";
                let user = write_in(&store, &transaction, id, Some(known), hash, action);
                user.await?.ok_or(StaffError::WrongPassword)
            }
        })
        .await
}
