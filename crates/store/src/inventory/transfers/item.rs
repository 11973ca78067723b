//! The table `stock_transfer_items`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// One product of a transfer. Amounts are thousandths.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_transfer_items")]
pub struct Model {
    /// The transfer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: i64,
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// How much was sent.
    pub quantity: i64,
    /// How much has arrived.
    pub received: i64,
    /// How much was given up when the transfer was closed.
    pub lost: i64,
    /// How much went back when the transfer was cancelled.
    pub brought_back: i64,
}

impl Model {
    /// Thousandths that are still on their way.
    pub fn in_transit(&self) -> i64 {
        self.quantity - self.received - self.lost - self.brought_back
    }
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
        .check(
            "amounts",
            "received >= 0 AND lost >= 0 AND brought_back >= 0",
        )
        .check("in_transit", "received + lost + brought_back <= quantity")
        .index(&["product_id"])
        .foreign_key("transfer_id", "stock_transfers", OnDelete::Cascade)
        .foreign_key("product_id", "products", OnDelete::Restrict)
}
