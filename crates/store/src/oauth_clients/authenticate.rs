//! Find out whether a program is the client that it says it is.

use super::entity::Model;
use super::{ClientKind, OauthClientError, find, scopes};
use crate::principal::Credential;
use crate::staff::Permission;
use crate::{Principal, Store, secret};

/// The client that asks for access for itself, with what it asks for, or with all that it may if it
/// asks for nothing.
///
/// # Errors
/// [`OauthClientError::WrongCredentials`], [`OauthClientError::PublicClient`], and
/// [`OauthClientError::ScopeNotAllowed`] when it asks for more than it may.
pub async fn authenticate(
    store: &Store,
    client_id: &str,
    secret: &str,
    asked: &[Permission],
) -> Result<Principal, OauthClientError> {
    let client = identify(store, client_id, Some(secret)).await?;
    if client.kind == ClientKind::Public {
        return Err(OauthClientError::PublicClient);
    }
    let scopes = scopes::asked_of(client.permissions(), asked)?;
    Ok(Principal::Machine {
        by: Credential::OauthClient(client.id),
        name: client.name,
        scopes,
    })
}

/// The active client that calls itself so: a confidential one by its secret, a public one without.
///
/// # Errors
/// [`OauthClientError::WrongCredentials`] alike when there is none and when the secret is another
/// one, or is missing.
pub async fn identify(
    store: &Store,
    client_id: &str,
    secret: Option<&str>,
) -> Result<Model, OauthClientError> {
    let client = find(store, client_id).await?;
    let client = client.filter(|client| client.active);
    let client = client.ok_or(OauthClientError::WrongCredentials)?;
    let is_right = match (&client.secret_hash, secret) {
        (Some(hash), Some(secret)) => secret::is_same(&secret::hash(secret), hash),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if is_right {
        Ok(client)
    } else {
        Err(OauthClientError::WrongCredentials)
    }
}
