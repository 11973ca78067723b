//! Let attempts be forgotten: it was the right person.

use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::count::hash;
use super::entity::Entity;
use super::{Kind, ThrottleError};
use crate::Store;

/// Forgets the attempts by or from `key`. Meant for those at one account, after a success; those
/// from an address stay, or whoever has an account could guess at others for ever.
pub async fn forget(store: &Store, kind: Kind, key: &str) -> Result<(), ThrottleError> {
    let key_hash = hash(kind, key);
    store
        .database()
        .write(move |transaction: Transaction| {
            let id = (kind.as_str().to_owned(), key_hash.clone());
            async move {
                Entity::delete_by_id(id).exec(&transaction).await?;
                Ok(())
            }
        })
        .await
}
