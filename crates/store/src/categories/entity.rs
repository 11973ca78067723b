//! The table `categories`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// A group of products.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "categories")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub name: String,
    /// The category that contains it.
    pub parent_id: Option<i64>,
    /// What belongs in it.
    #[sea_orm(column_type = "String(StringLen::N(2000))", nullable)]
    pub description: Option<String>,
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
    /// What the audit log tells of it.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "name": self.name,
            "parent_id": self.parent_id,
            "description": self.description,
        })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["name"])
        .index(&["parent_id"])
        .foreign_key("parent_id", "categories", OnDelete::Restrict)
}
