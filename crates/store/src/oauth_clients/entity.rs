//! The table `oauth_clients`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use crate::staff::{Permission, SCOPES_LENGTH, scopes_of_text};
use crate::text::word_enum;

word_enum! {
    /// Whether a client can keep a secret.
    pub enum ClientKind {
        /// A server of its owner's.
        Confidential = "confidential",
        /// A program that others can look into: in a browser, on a phone.
        Public = "public",
    }
}

/// A program that asks for access by OAuth, for itself or for somebody.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_clients")]
pub struct Model {
    /// Its id here.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it calls itself when it asks: 128 random bits in hexadecimal digits.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub client_id: String,
    /// What the staff call it; history names it so.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub name: String,
    /// Whether it can keep a secret.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: ClientKind,
    /// SHA-256 of the secret, if it can.
    #[sea_orm(column_type = "String(StringLen::N(64))", nullable)]
    pub secret_hash: Option<String>,
    /// Where people may be sent back to, one to a line.
    #[sea_orm(column_type = "Text")]
    pub redirect_uris: String,
    /// What it may do at most: permissions with spaces between.
    #[sea_orm(column_type = "String(StringLen::N(SCOPES_LENGTH))")]
    pub scopes: String,
    /// Whether it may do anything now.
    pub active: bool,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; the ETag.
    pub version: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it may do at most.
    pub fn permissions(&self) -> Vec<Permission> {
        scopes_of_text(&self.scopes)
    }

    /// Where people may be sent back to.
    pub fn redirect_uris(&self) -> Vec<&str> {
        self.redirect_uris.lines().collect()
    }

    /// What the audit log tells of it, nothing of the secret.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "client_id": self.client_id,
            "name": self.name,
            "kind": self.kind,
            "redirect_uris": self.redirect_uris(),
            "scopes": self.permissions(),
            "active": self.active,
        })
    }

    /// What the audit log calls it.
    pub(super) fn subject(&self) -> String {
        format!("oauth_client {}", self.id)
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["client_id"])
        .unique(&["name"])
        .one_of("kind", ClientKind::WORDS)
        .check(
            "secret_hash",
            "kind <> 'confidential' OR secret_hash IS NOT NULL",
        )
}
