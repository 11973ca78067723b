//! The credentials of a request.

use axum::http::{HeaderMap, header};
use mercer_store::sessions::{self, Subject};
use mercer_store::{Principal, Store, api_keys, oauth_clients};

use super::Authentication;
use super::access_token::Access;
use crate::api::Answer;
use crate::api::access::unauthorized;
use crate::api::problem::Problem;

/// What every API key begins with, and no access token.
const KEY_PREFIX: &str = "mercer_";

impl Authentication {
    /// Who sent a request with these headers; nobody known if they hold no credentials.
    ///
    /// # Errors
    /// 401 for credentials that are not good, whatever is asked for: who believes to be signed in is
    /// not answered as if they were nobody.
    pub(in crate::api) async fn principal(
        &self,
        store: &Store,
        headers: &HeaderMap,
    ) -> Answer<Principal> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        let Some(credentials) = given.next() else {
            return Ok(Principal::Anonymous);
        };
        if given.next().is_some() {
            return Err(refused("the header Authorization is given twice"));
        }
        let text = credentials.to_str().unwrap_or_default();
        let Some(token) = bearer(text) else {
            let detail = "write the header as Authorization: Bearer, then an access token or an \
                          API key";
            return Err(refused(detail));
        };
        if token.starts_with(KEY_PREFIX) {
            return match api_keys::authenticate(store, token).await? {
                Principal::Anonymous => Err(refused(
                    "the API key is not known, has expired, or was revoked",
                )),
                machine => Ok(machine),
            };
        }
        match self.holder(store, token).await? {
            Principal::Anonymous => Err(refused(
                "the access token is not good, or not any more; refresh it, or sign in again",
            )),
            holder => Ok(holder),
        }
    }

    /// Who has this access token now.
    async fn holder(&self, store: &Store, token: &str) -> Answer<Principal> {
        match self.access(token, store.now()) {
            None => Ok(Principal::Anonymous),
            Some(Access::Session { subject, session }) => {
                let principal = sessions::authenticate(store, &session).await?;
                let is_theirs = subject_of(&principal) == Some(subject);
                Ok(if is_theirs {
                    principal
                } else {
                    Principal::Anonymous
                })
            }
            Some(Access::Client { client_id, scopes }) => {
                Ok(oauth_clients::still_allowed(store, &client_id, &scopes).await?)
            }
        }
    }
}

/// Who can be signed in, of those who ask.
pub(in crate::api) fn subject_of(principal: &Principal) -> Option<Subject> {
    match principal {
        Principal::User { id, .. } => Some(Subject::User(*id)),
        Principal::Customer { id, .. } => Some(Subject::Customer(*id)),
        Principal::Machine { .. } | Principal::Anonymous => None,
    }
}

/// The name of the scheme in upper or lower case, then spaces, then what proves it.
fn bearer(text: &str) -> Option<&str> {
    let (scheme, token) = text.split_once(' ')?;
    let token = token.trim_matches(' ');
    let is_one = !token.is_empty() && !token.contains(' ');
    (scheme.eq_ignore_ascii_case("bearer") && is_one).then_some(token)
}

fn refused(detail: &str) -> Problem {
    unauthorized(detail).of_credentials()
}
