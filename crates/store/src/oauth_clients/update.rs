//! Change a client, or switch it off.

use mercer_database::Transaction;

use super::entity::{ActiveModel, Entity, Model};
use super::{OauthClientError, redirect_uri, scopes};
use crate::edit::change_in;
use crate::patch::set;
use crate::staff::{Permission, scopes_to_text};
use crate::{Store, audit, text};

/// What to change; `None` keeps a field. Id, kind and secret stay what they are.
#[derive(Clone, Debug, Default)]
pub struct UpdateOauthClient {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Another name, unique.
    pub name: Option<String>,
    /// Other places where people may be sent back to.
    pub redirect_uris: Option<Vec<String>>,
    /// What it may do at most from now on, also by tokens that it has.
    pub scopes: Option<Vec<Permission>>,
    /// Whether it may do anything.
    pub active: Option<bool>,
}

/// Changes a client. What it may do no more, it may not at the next request.
///
/// # Errors
/// [`OauthClientError::ScopeNotHeld`] when whoever acts lacks one of the permissions themselves.
pub async fn update(
    store: &Store,
    id: i64,
    input: UpdateOauthClient,
) -> Result<Model, OauthClientError> {
    let expected = input.expected_version;
    let changes = check(store, input)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                let edited = change_in::<Entity>(&transaction, id, expected, changes, store.now())
                    .await?
                    .into_result(expected, || OauthClientError::NotFound(id))?;
                let (before, after) = (edited.before.told(), edited.after.told());
                let (action, subject) = ("oauth_clients.update", edited.after.subject());
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(edited.after)
            }
        })
        .await
}

fn check(store: &Store, input: UpdateOauthClient) -> Result<ActiveModel, OauthClientError> {
    let name = input.name.map(|name| text::one_line("name", &name, 64));
    let uris = input.redirect_uris.map(|uris| redirect_uri::check(&uris));
    if let Some(scopes) = &input.scopes {
        scopes::require_held(store, scopes)?;
    }
    Ok(ActiveModel {
        name: set(name.transpose()?),
        redirect_uris: set(uris.transpose()?),
        scopes: set(input.scopes.as_deref().map(scopes_to_text)),
        active: set(input.active),
        ..ActiveModel::default()
    })
}
