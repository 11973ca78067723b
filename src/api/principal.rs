//! Who sends requests: the store's [`Principal`], and whose idempotency keys theirs are.

pub(in crate::api) use mercer_store::Principal;
use mercer_store::principal::Credential;

/// Whose idempotency keys these are: ids, for names change.
pub(in crate::api) fn named(principal: &Principal) -> String {
    match principal {
        Principal::Anonymous => "anonymous".to_owned(),
        Principal::User { id, .. } => format!("user {id}"),
        Principal::Customer { id, .. } => format!("customer {id}"),
        Principal::Machine { by, .. } => match by {
            Credential::ApiKey(id) => format!("api_key {id}"),
            Credential::OauthClient(id) => format!("oauth_client {id}"),
        },
    }
}
