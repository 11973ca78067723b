//! API keys.

use chrono::{DateTime, Utc};
use mercer_store::api_keys;
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Serialize;

/// A program's key, without its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ApiKey {
    pub(crate) id: i64,
    /// What the staff call it; history names it so.
    pub(crate) name: String,
    /// What the key begins with, so that one that turns up somewhere can be told.
    pub(crate) prefix: String,
    /// What it may do.
    pub(crate) scopes: Vec<Permission>,
    pub(crate) created_by: String,
    pub(crate) created_at: DateTime<Utc>,
    /// Until when it is good; always, if nothing ends it.
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub(crate) last_used_at: Option<DateTime<Utc>>,
    pub(crate) revoked_at: Option<DateTime<Utc>>,
}

impl From<api_keys::ApiKey> for ApiKey {
    fn from(key: api_keys::ApiKey) -> Self {
        ApiKey {
            id: key.id,
            prefix: format!("mercer_{}_", key.public_id),
            scopes: key.permissions(),
            name: key.name,
            created_by: key.created_by,
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// A key that was just created, with its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CreatedApiKey {
    #[serde(flatten)]
    pub(crate) api_key: ApiKey,
    /// The whole key, shown this once: to be sent as `Authorization: Bearer mercer_..`.
    pub(crate) key: String,
}

impl From<api_keys::Created> for CreatedApiKey {
    fn from(created: api_keys::Created) -> Self {
        CreatedApiKey {
            api_key: created.key.into(),
            key: created.secret.reveal().to_owned(),
        }
    }
}
