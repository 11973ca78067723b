//! The table `settings`: those that were ever set.

use mercer_database::Json;
use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// A setting that was set. The row stays when it is put back, so that its version goes on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "settings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is called.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub name: String,
    /// Its value; nothing when it was put back to its default.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub value: Option<Json>,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Who changed it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub updated_by: String,
    /// Counts the changes; the ETag.
    pub version: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).unique(&["name"])
}
