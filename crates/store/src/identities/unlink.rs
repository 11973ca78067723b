//! Let somebody sign in by a provider no longer.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, ModelTrait, QueryFilter};

use super::IdentityError;
use super::entity::{Column, Entity};
use super::link::told;
use crate::sessions::Subject;
use crate::{Store, audit};

/// Removes the link. Whoever has no password left gets one by a reset.
///
/// # Errors
/// [`IdentityError::NotFound`] when the subject has no such identity, whoever else may have it.
pub async fn unlink(store: &Store, subject: Subject, id: i64) -> Result<(), IdentityError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let identity = Entity::find_by_id(id)
                    .filter(subject.is_in(Column::UserId, Column::CustomerId))
                    .one(&transaction)
                    .await?;
                let identity = identity.ok_or(IdentityError::NotFound(id))?;
                let (subject, told) = (subject.to_string(), told(&identity));
                identity.delete(&transaction).await?;
                let act = audit::Act::removed("identities.unlink", subject, told);
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
