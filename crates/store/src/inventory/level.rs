//! The table `stock_levels`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// How much of a product is at a location.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_levels")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// The place.
    pub location_id: i64,
    /// Thousandths that are there.
    pub on_hand: i64,
    /// Thousandths of them that are promised to open orders.
    pub reserved: i64,
    /// Order more at this many thousandths.
    pub reorder_point: Option<i64>,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["product_id", "location_id"])
        .check("on_hand", "on_hand >= 0")
        // A thousand times the largest quantity: sums stay far from where 64 bits end.
        .check("on_hand_limit", "on_hand <= 1000000000000000000")
        .check("reserved", "reserved >= 0 AND reserved <= on_hand")
        .check("reorder_point", "reorder_point >= 0")
        .index(&["location_id"])
        .foreign_key("product_id", "products", OnDelete::Restrict)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}
