//! The table `shipment_items`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// What a shipment holds of one line of the order; written when it is packed and never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipment_items")]
pub struct Model {
    /// The shipment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub shipment_id: i64,
    /// The line of the order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The product.
    pub product_id: i64,
    /// Thousandths.
    pub quantity: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .clustered()
        .check("quantity", "quantity > 0")
        .index(&["product_id"])
        .foreign_key("shipment_id", "shipments", OnDelete::Cascade)
        .foreign_key("product_id", "products", OnDelete::Restrict)
}
