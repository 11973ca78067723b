//! The table `password_resets`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// A request for another password. One for an address that nobody has belongs to nobody: it is
/// written all the same, so that the answer takes as long.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_resets")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the token.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub token_hash: String,
    /// The user of the staff who forgot theirs.
    pub user_id: Option<i64>,
    /// Or the customer.
    pub customer_id: Option<i64>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Until when it is good.
    pub expires_at: DateTimeUtc,
    /// When it was used, or ended by a newer one.
    pub ended_at: Option<DateTimeUtc>,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["token_hash"])
        .check("subject", "user_id IS NULL OR customer_id IS NULL")
        .index(&["user_id"])
        .index(&["customer_id"])
        .index(&["expires_at"])
        .foreign_key("user_id", "users", OnDelete::Cascade)
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
}
