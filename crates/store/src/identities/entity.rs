//! The table `identities`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::sessions::Subject;

/// Somebody's account at an outside provider, by which they sign in here.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identities")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The provider, by its issuer's address.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub issuer: String,
    /// What the provider calls the person; letters of either case differ.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub external_id: String,
    /// The user of the staff who it is.
    pub user_id: Option<i64>,
    /// Or the customer.
    pub customer_id: Option<i64>,
    /// When it was linked.
    pub created_at: DateTimeUtc,
    /// When somebody last signed in by it.
    pub last_sign_in_at: Option<DateTimeUtc>,
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
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["issuer", "external_id"])
        .check(
            "subject",
            "(user_id IS NOT NULL AND customer_id IS NULL) \
             OR (user_id IS NULL AND customer_id IS NOT NULL)",
        )
        .index(&["user_id"])
        .index(&["customer_id"])
        .foreign_key("user_id", "users", OnDelete::Cascade)
        .foreign_key("customer_id", "customers", OnDelete::Cascade)
}
