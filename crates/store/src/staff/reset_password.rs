//! Give a user another password, on the word of a token sent to them.

use mercer_database::Transaction;

use super::StaffError;
use super::set_password::write_in;
use crate::Store;

/// Writes the hash of the new password.
pub(crate) async fn reset_password_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    hash: String,
) -> Result<(), StaffError> {
    let user = write_in(store, transaction, id, None, hash, "staff.reset_password").await?;
    user.map(drop).ok_or(StaffError::NotFound(id))
}
