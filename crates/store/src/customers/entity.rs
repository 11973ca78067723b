//! The table `customers`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// A person or company that buys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The name to sign in with, in lower case.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub username: String,
    /// In lower case; empty for a walk-in customer.
    #[sea_orm(column_type = "String(StringLen::N(254))", nullable)]
    pub email: Option<String>,
    /// Argon2id in PHC form; empty for a customer whom staff created.
    #[sea_orm(column_type = "String(StringLen::N(255))", nullable)]
    pub password_hash: Option<String>,
    /// Given name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub first_name: String,
    /// Family name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub last_name: String,
    /// As given.
    #[sea_orm(column_type = "String(StringLen::N(32))", nullable)]
    pub phone: Option<String>,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// The given name as it is searched for: in lower case, which can be longer.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub first_name_key: String,
    /// The family name, likewise.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub last_name_key: String,
    /// When the person behind it was forgotten; the books keep the row.
    pub erased_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What the audit log tells of it; of the password only whether there is one.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "username": self.username,
            "email": self.email,
            "password": self.password_hash.as_ref().map(|_| "set"),
            "first_name": self.first_name,
            "last_name": self.last_name,
            "phone": self.phone,
        })
    }
}

/// The table with its rules.
///
/// User names and e-mail addresses are unique without regard to case because they are only ever
/// in lower case, which the database insists on too (on SQLite and PostgreSQL for the letters a to
/// z; others are lowered by [`Email`](super::Email)).
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["username"])
        .unique(&["email"])
        .check("username", "username = lower(username)")
        .check("email", "email = lower(email)")
        .index(&["last_name_key"])
        .index(&["first_name_key"])
}
