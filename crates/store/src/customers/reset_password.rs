//! Give a customer another password, on the word of a token sent to them.

use mercer_database::Transaction;
use sea_orm::ActiveValue;

use super::CustomerError;
use super::entity::{ActiveModel, Entity};
use crate::edit::change_in;
use crate::{Store, audit};

/// Writes the hash of the new password, which may be the first one.
///
/// # Errors
/// [`CustomerError::Erased`] when the person was forgotten.
pub(crate) async fn reset_password_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    hash: String,
) -> Result<(), CustomerError> {
    let changes = ActiveModel {
        password_hash: ActiveValue::Set(Some(hash)),
        ..ActiveModel::default()
    };
    let edited = change_in::<Entity>(transaction, id, None, changes, store.now())
        .await?
        .into_result(None, || CustomerError::NotFound(format!("id {id}")))?;
    if edited.after.erased_at.is_some() {
        // The failing unit takes the change back.
        return Err(CustomerError::Erased(id));
    }
    let had_one = edited.before.password_hash.is_some();
    let told = |password: &str| serde_json::json!({ "password": password });
    let act = audit::Act {
        action: "customers.reset_password",
        subject: format!("customer {id}"),
        order_id: None,
        before: had_one.then(|| told("set")),
        after: Some(told(if had_one { "changed" } else { "set" })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(())
}
