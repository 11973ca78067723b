//! OAuth clients.

use chrono::{DateTime, Utc};
use mercer_store::oauth_clients::{self, ClientKind};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Serialize;

/// A program that asks for access by OAuth, without its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OauthClient {
    pub(crate) id: i64,
    /// What it calls itself when it asks.
    pub(crate) client_id: String,
    /// What the staff call it; history names it so.
    pub(crate) name: String,
    pub(crate) kind: ClientKind,
    /// Where people may be sent back to.
    pub(crate) redirect_uris: Vec<String>,
    /// What it may do at most.
    pub(crate) scopes: Vec<Permission>,
    pub(crate) active: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<oauth_clients::OauthClient> for OauthClient {
    fn from(client: oauth_clients::OauthClient) -> Self {
        let uris = client.redirect_uris();
        OauthClient {
            id: client.id,
            redirect_uris: uris.into_iter().map(str::to_owned).collect(),
            scopes: client.permissions(),
            client_id: client.client_id,
            name: client.name,
            kind: client.kind,
            active: client.active,
            created_at: client.created_at,
            updated_at: client.updated_at,
            version: client.version,
        }
    }
}

/// A client that was just recorded, with its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CreatedOauthClient {
    #[serde(flatten)]
    pub(crate) client: OauthClient,
    /// What a confidential client proves itself by, shown this once.
    pub(crate) client_secret: Option<String>,
}

impl From<oauth_clients::Created> for CreatedOauthClient {
    fn from(created: oauth_clients::Created) -> Self {
        CreatedOauthClient {
            client: created.client.into(),
            client_secret: created.secret.map(|secret| secret.reveal().to_owned()),
        }
    }
}
