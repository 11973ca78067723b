//! The table `returns`: goods that came back, written and never changed.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

/// Goods of one sale that came back together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "returns")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The sale.
    pub order_id: i64,
    /// The shipment that came back undelivered, if that is how they came.
    pub shipment_id: Option<i64>,
    /// Where they came to.
    pub location_id: i64,
    /// Why.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub reason: String,
    /// Minor units that the customer no longer owes: the sum over the lines.
    pub credited: i64,
    /// Who took them back.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .check("credited", "credited >= 0")
        // A shipment comes back once.
        .unique(&["shipment_id"])
        .index(&["order_id"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
        .foreign_key("shipment_id", "shipments", OnDelete::Cascade)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}
