//! The table `tax_classes`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

use crate::amounts::TaxRate;

/// Products that are taxed alike.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tax_classes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its short name for programs, such as reduced.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub code: String,
    /// Its name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub name: String,
    /// Its rate.
    #[sea_orm(column_name = "rate_ppm")]
    pub rate: TaxRate,
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

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["code"])
        .check("rate_ppm", "rate_ppm >= 0 AND rate_ppm <= 1000000")
}
