//! The table `imported_write_offs`: the numbers of documents that wrote goods off.
//!
//! A sale or return is known by its order's number. A write-off leaves stock movements only,
//! which have no number, so another source that repeats it is recognised by this table.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// One imported document that wrote goods off.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_write_offs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What kind of source it came from: `online-retail`.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub source: String,
    /// Its number there.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub number: String,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity).unique(&["source", "number"])
}
