//! The table `authorization_codes`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// What somebody allowed a client, until the client fetches it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorization_codes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the code.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub code_hash: String,
    /// The client that it was given to.
    pub oauth_client_id: i64,
    /// The user of the staff who allowed it.
    pub user_id: Option<i64>,
    /// Or the customer.
    pub customer_id: Option<i64>,
    /// SHA-256 of the hash of the password that they had then.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub password_stamp: String,
    /// Where they were sent back to with it.
    #[sea_orm(column_type = "Text")]
    pub redirect_uri: String,
    /// What was allowed: permissions with spaces between.
    #[sea_orm(column_type = "String(StringLen::N(1_000))")]
    pub scopes: String,
    /// The S256 challenge of RFC 7636.
    #[sea_orm(column_type = "String(StringLen::N(43))")]
    pub code_challenge: String,
    /// When it was given.
    pub created_at: DateTimeUtc,
    /// Until when it is good.
    pub expires_at: DateTimeUtc,
    /// When it was redeemed.
    pub redeemed_at: Option<DateTimeUtc>,
    /// The session that it was redeemed for; kept when the session is swept, so no foreign key.
    pub session_id: Option<i64>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["code_hash"])
        .check(
            "subject",
            "(user_id IS NOT NULL AND customer_id IS NULL) \
             OR (user_id IS NULL AND customer_id IS NOT NULL)",
        )
        .index(&["oauth_client_id"])
        .index(&["user_id"])
        .index(&["customer_id"])
        .index(&["expires_at"])
        .foreign_key("oauth_client_id", "oauth_clients", OnDelete::Cascade)
        .foreign_key("user_id", "users", OnDelete::Cascade)
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
}
