//! Remove a client.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, ModelTrait};

use super::OauthClientError;
use super::entity::Entity;
use crate::{Store, audit};

/// Removes the client with its codes and the sessions in which it acts for somebody.
pub async fn delete(store: &Store, id: i64) -> Result<(), OauthClientError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let client = Entity::find_by_id(id).one(&transaction).await?;
                let client = client.ok_or(OauthClientError::NotFound(id))?;
                let act =
                    audit::Act::removed("oauth_clients.delete", client.subject(), client.told());
                // Codes and sessions follow by their foreign keys.
                client.delete(&transaction).await?;
                audit::record_in(&store, &transaction, act).await?;
                Ok(())
            }
        })
        .await
}
