//! What a client may do, and what it asks for.

use super::OauthClientError;
use crate::Store;
use crate::staff::Permission;

/// Refuses what whoever acts lacks themselves.
pub(super) fn require_held(store: &Store, scopes: &[Permission]) -> Result<(), OauthClientError> {
    match scopes.iter().find(|scope| !store.holds(**scope)) {
        Some(lacking) => Err(OauthClientError::ScopeNotHeld(*lacking)),
        None => Ok(()),
    }
}

/// What is asked for, all that is allowed if nothing is.
pub(super) fn asked_of(
    allowed: Vec<Permission>,
    asked: &[Permission],
) -> Result<Vec<Permission>, OauthClientError> {
    if asked.is_empty() {
        return Ok(allowed);
    }
    match asked.iter().find(|scope| !allowed.contains(scope)) {
        Some(scope) => Err(OauthClientError::ScopeNotAllowed(*scope)),
        None => Ok(asked.to_vec()),
    }
}
