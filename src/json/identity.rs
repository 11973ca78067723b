//! Accounts at outside providers.

use chrono::{DateTime, Utc};
use mercer_store::identities;
use schemars::JsonSchema;
use serde::Serialize;

/// An account at an outside provider, by which somebody signs in here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Identity {
    pub(crate) id: i64,
    /// The provider, by its issuer's address.
    pub(crate) issuer: String,
    /// What the provider calls the person.
    pub(crate) external_id: String,
    /// When it was linked.
    pub(crate) created_at: DateTime<Utc>,
    /// When they last signed in by it.
    pub(crate) last_sign_in_at: Option<DateTime<Utc>>,
}

impl From<identities::Identity> for Identity {
    fn from(identity: identities::Identity) -> Self {
        Identity {
            id: identity.id,
            issuer: identity.issuer,
            external_id: identity.external_id,
            created_at: identity.created_at,
            last_sign_in_at: identity.last_sign_in_at,
        }
    }
}
