//! The table `users`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use super::Role;

/// Somebody who works in the shop.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The name to sign in with, in lower case.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub username: String,
    /// In lower case.
    #[sea_orm(column_type = "String(StringLen::N(254))", nullable)]
    pub email: Option<String>,
    /// Argon2id in PHC form.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub password_hash: String,
    /// Given name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub first_name: String,
    /// Family name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub last_name: String,
    /// What they may do.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// When they last did; no edit, so it counts no version.
    pub last_sign_in_at: Option<DateTimeUtc>,
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
    /// What the audit log tells of it, nothing of the password.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "username": self.username,
            "email": self.email,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "role": self.role,
            "active": self.active,
        })
    }

    /// What the audit log calls it.
    pub(super) fn subject(&self) -> String {
        format!("user {}", self.id)
    }
}

/// The table with its rules; names and addresses are in lower case as those of customers.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["username"])
        .unique(&["email"])
        .check("username", "username = lower(username)")
        .check("email", "email = lower(email)")
        .one_of("role", Role::WORDS)
}
