//! The table `locations`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// A place where stock is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "locations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub name: String,
    /// Whether goods may be sold from here.
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
    /// What the audit log tells of it.
    pub(super) fn told(&self) -> serde_json::Value {
        serde_json::json!({ "name": self.name, "active": self.active })
    }
}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).unique(&["name"])
}
