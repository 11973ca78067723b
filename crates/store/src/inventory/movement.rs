//! The table `stock_movements`: the ledger, written and never changed.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use crate::text::word_enum;

word_enum! {
    /// Why goods moved.
    pub enum MovementKind {
        /// Delivered by a supplier.
        Received = "received",
        /// Sent to a customer.
        Shipped = "shipped",
        /// Handed over at the till.
        Sold = "sold",
        /// Taken back from a customer.
        Returned = "returned",
        /// Found, lost, damaged, counted.
        Adjusted = "adjusted",
        /// Moved between locations.
        Transferred = "transferred",
    }
}

/// One change of what is on hand.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_movements")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// The place.
    pub location_id: i64,
    /// Why goods moved.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: MovementKind,
    /// Thousandths; negative when goods left.
    pub quantity: i64,
    /// Thousandths on hand after it.
    pub on_hand_after: i64,
    /// The order that caused it; kept when the order is deleted, so no foreign key.
    pub order_id: Option<i64>,
    /// The shipment that it left with; like everything that the ledger outlives, no foreign key.
    pub shipment_id: Option<i64>,
    /// The return that it came back with.
    pub return_id: Option<i64>,
    /// The transfer that it left or arrived with.
    pub transfer_id: Option<i64>,
    /// The stock count that found it more or less.
    pub count_id: Option<i64>,
    /// In words; always there for adjustments.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub reason: Option<String>,
    /// Who did it.
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
        .one_of("kind", MovementKind::WORDS)
        .check("on_hand_after", "on_hand_after >= 0")
        .check("on_hand_before", "on_hand_after - quantity >= 0")
        .check("reason", "kind <> 'adjusted' OR reason IS NOT NULL")
        .index(&["product_id", "location_id"])
        // A product's newest movements, of which it may have a great many.
        .index(&["product_id", "id"])
        .index(&["order_id"])
        .index(&["transfer_id"])
        .index(&["count_id"])
        .foreign_key("product_id", "products", OnDelete::Restrict)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}
