//! The staff.

use chrono::{DateTime, Utc};
use mercer_store::staff::{self, Role};
use schemars::JsonSchema;
use serde::Serialize;

/// Somebody who works in the shop. Nothing of their password.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: Option<String>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) role: Role,
    pub(crate) active: bool,
    pub(crate) last_sign_in_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<staff::User> for User {
    fn from(user: staff::User) -> Self {
        User {
            id: user.id,
            username: user.username,
            email: user.email,
            first_name: user.first_name,
            last_name: user.last_name,
            role: user.role,
            active: user.active,
            last_sign_in_at: user.last_sign_in_at,
            created_at: user.created_at,
            updated_at: user.updated_at,
            version: user.version,
        }
    }
}
