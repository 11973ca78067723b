//! The table `price_changes`: every price that a product ever had, written and never changed.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// A price, from one moment until the next one's.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "price_changes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose price.
    pub product_id: i64,
    /// Price of one unit, in minor units of the currency.
    pub price: i64,
    /// ISO 4217.
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: String,
    /// From when it was in force, which is when it was set.
    pub valid_from: DateTimeUtc,
    /// Who set it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules. A product that may be deleted was never sold, so its prices go too.
pub fn table() -> Table {
    Table::of(Entity)
        .check("price", "price >= 0")
        .index(&["product_id", "valid_from"])
        .foreign_key("product_id", "products", OnDelete::Cascade)
}
