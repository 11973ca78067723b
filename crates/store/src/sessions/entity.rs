//! The table `sessions`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::Subject;
use crate::text::word_enum;

word_enum! {
    /// Why a session ended before its time.
    pub enum EndReason {
        /// Its holder signed out, or ended it from elsewhere.
        SignedOut = "signed_out",
        /// Somebody ended all sessions of the holder.
        AllEnded = "all_ended",
        /// A refresh token came a second time.
        TokenReused = "token_reused",
        /// The authorization code that it began with came a second time.
        CodeReused = "code_reused",
        /// A refresh token came when the holder could not sign in any more, or had another password.
        NotAllowed = "not_allowed",
    }
}

/// Somebody who is signed in, or was.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What access tokens call it: 128 random bits in hexadecimal digits.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub public_id: String,
    /// The user of the staff who is signed in.
    pub user_id: Option<i64>,
    /// Or the customer.
    pub customer_id: Option<i64>,
    /// The OAuth client that acts for them, if they do not themselves.
    pub oauth_client_id: Option<i64>,
    /// What that client may do at most.
    #[sea_orm(column_type = "String(StringLen::N(1_000))", nullable)]
    pub scopes: Option<String>,
    /// SHA-256 of the hash of the password that the holder had when it began.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub password_stamp: String,
    /// SHA-256 of the part that all refresh tokens of the session begin with.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub family_hash: String,
    /// SHA-256 of the rest of the refresh token that is good now.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub token_hash: String,
    /// With which browser or program, as it called itself.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub user_agent: Option<String>,
    /// From which address it began.
    #[sea_orm(column_type = "String(StringLen::N(45))", nullable)]
    pub ip_address: Option<String>,
    /// For how long a refresh token is good.
    pub idle_seconds: i64,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it was last refreshed, or began.
    pub refreshed_at: DateTimeUtc,
    /// Until when the refresh token is good; the session is over after it.
    pub refresh_expires_at: DateTimeUtc,
    /// When it is over, however often it is refreshed.
    pub expires_at: DateTimeUtc,
    /// When it was ended before.
    pub ended_at: Option<DateTimeUtc>,
    /// Why.
    #[sea_orm(column_type = "String(StringLen::N(16))", nullable)]
    pub end_reason: Option<EndReason>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whose it is.
    pub fn subject(&self) -> Option<Subject> {
        Subject::of(self.user_id, self.customer_id)
    }

    /// What the audit log tells of it: nothing of where it was begun.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "of": self.subject().map(|subject| subject.to_string()),
            "oauth_client_id": self.oauth_client_id,
        })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["public_id"])
        .unique(&["family_hash"])
        .check(
            "subject",
            "(user_id IS NOT NULL AND customer_id IS NULL) \
             OR (user_id IS NULL AND customer_id IS NOT NULL)",
        )
        .check("expires_at", "refresh_expires_at <= expires_at")
        .check("idle_seconds", "idle_seconds > 0")
        .one_of("end_reason", EndReason::WORDS)
        .index(&["user_id"])
        .index(&["customer_id"])
        .index(&["oauth_client_id"])
        .index(&["expires_at"])
        .foreign_key("user_id", "users", OnDelete::Cascade)
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
        .foreign_key("oauth_client_id", "oauth_clients", OnDelete::Cascade)
}
