//! The table `api_keys`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use crate::staff::{Permission, SCOPES_LENGTH, scopes_of_text};

/// A program's key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What the staff call it; history names it so.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub name: String,
    /// The part of the key that is no secret: 64 random bits in hexadecimal digits.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub public_id: String,
    /// SHA-256 of the part that is.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub secret_hash: String,
    /// What it may do: permissions with spaces between.
    #[sea_orm(column_type = "String(StringLen::N(SCOPES_LENGTH))")]
    pub scopes: String,
    /// Who created it, as history names them.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub created_by: String,
    /// When it was created.
    pub created_at: DateTimeUtc,
    /// Until when it is good; always, if nothing ends it.
    pub expires_at: Option<DateTimeUtc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it may do.
    pub fn permissions(&self) -> Vec<Permission> {
        scopes_of_text(&self.scopes)
    }

    /// What the audit log tells of it, nothing of the secret.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "name": self.name,
            "public_id": self.public_id,
            "scopes": self.permissions(),
            "expires_at": self.expires_at,
        })
    }

    /// What the audit log calls it.
    pub(super) fn subject(&self) -> String {
        format!("api_key {}", self.id)
    }
}

/// The table with its rules. Names of revoked keys stay taken, so that history means one key.
pub fn table() -> Table {
    Table::of(Entity).unique(&["name"]).unique(&["public_id"])
}
