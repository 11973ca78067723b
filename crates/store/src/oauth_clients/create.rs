//! Record a program that may ask for access.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{ClientKind, OauthClientError, redirect_uri, scopes};
use crate::secret::Secret;
use crate::staff::{Permission, scopes_to_text};
use crate::{Store, audit, secret, text};

/// A client to be recorded. It may ask at once.
#[derive(Clone, Debug)]
pub struct CreateOauthClient {
    /// What the staff call it, at most 64 characters, unique.
    pub name: String,
    /// Whether it can keep a secret; one that can is given one.
    pub kind: ClientKind,
    /// Where people may be sent back to: https, or http on this computer; compared letter for
    /// letter. None for a client that asks only for itself.
    pub redirect_uris: Vec<String>,
    /// What it may do at most; nothing that whoever records it lacks.
    pub scopes: Vec<Permission>,
}

/// A client that was recorded.
#[derive(Clone, Debug)]
pub struct Created {
    /// The client as it is kept.
    pub client: Model,
    /// What a confidential client has to present; it cannot be shown again.
    pub secret: Option<Secret>,
}

/// Records a client.
///
/// # Errors
/// [`OauthClientError::ScopeNotHeld`] when whoever acts lacks one of the permissions themselves.
pub async fn create(store: &Store, input: CreateOauthClient) -> Result<Created, OauthClientError> {
    scopes::require_held(store, &input.scopes)?;
    let secret = match input.kind {
        ClientKind::Confidential => Some(secret::random::<32>()),
        ClientKind::Public => None,
    };
    let now = store.now();
    let client = Model {
        id: 0,
        client_id: secret::random::<16>(),
        name: text::one_line("name", &input.name, 64)?,
        kind: input.kind,
        secret_hash: secret.as_deref().map(secret::hash),
        redirect_uris: redirect_uri::check(&input.redirect_uris)?,
        scopes: scopes_to_text(&input.scopes),
        active: true,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let unit_store = store.clone();
    let client = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut client) = (unit_store.clone(), client.clone());
            async move {
                let mut row = ActiveModel::from(client.clone());
                row.id = ActiveValue::NotSet;
                client.id = Entity::insert(row).exec(&transaction).await?.last_insert_id;
                let act =
                    audit::Act::added("oauth_clients.create", client.subject(), client.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok::<_, OauthClientError>(client)
            }
        })
        .await?;
    Ok(Created {
        client,
        secret: secret.map(Secret::of),
    })
}
