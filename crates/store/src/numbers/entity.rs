//! The table `number_series`.

use mercer_migrator::Table;
use sea_orm::entity::prelude::*;

/// How far a series has been handed out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "number_series")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What is numbered: `orders`.
    #[sea_orm(column_type = "String(StringLen::N(32))")]
    pub name: String,
    /// The first number not handed out yet.
    pub next_number: i64,
}

/// No relations are declared: verbs join by hand.
#[allow(unreachable_pub)]
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["name"])
        .check("next_number", "next_number > 0")
}
