//! Sessions.

use chrono::{DateTime, Utc};
use mercer_store::sessions;
use schemars::JsonSchema;
use serde::Serialize;

/// Somebody being signed in, in one browser or program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Session {
    pub(crate) id: i64,
    /// Whether it is the one that asks.
    pub(crate) current: bool,
    /// The OAuth client that acts for its holder, if they do not themselves.
    pub(crate) oauth_client_id: Option<i64>,
    /// The browser or program, as it called itself.
    pub(crate) user_agent: Option<String>,
    /// From which address it began.
    pub(crate) ip_address: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) refreshed_at: DateTime<Utc>,
    /// When it is over, however often it is refreshed.
    pub(crate) expires_at: DateTime<Utc>,
}

impl Session {
    /// As somebody sees it whose own session has the id `current`.
    pub(crate) fn of(session: sessions::Session, current: i64) -> Self {
        Session {
            id: session.id,
            current: session.id == current,
            oauth_client_id: session.oauth_client_id,
            user_agent: session.user_agent,
            ip_address: session.ip_address,
            created_at: session.created_at,
            refreshed_at: session.refreshed_at,
            expires_at: session.expires_at,
        }
    }
}
