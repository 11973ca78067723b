//! The table `shipments`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::ShipmentStatus;

/// Goods of one sale that leave together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipments")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The sale.
    pub order_id: i64,
    /// Where the goods leave.
    pub location_id: i64,
    /// Where it stands.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: ShipmentStatus,
    /// Who carries it.
    #[sea_orm(column_type = "String(StringLen::N(100))", nullable)]
    pub carrier: Option<String>,
    /// What the carrier calls it.
    #[sea_orm(column_type = "String(StringLen::N(100))", nullable)]
    pub tracking_number: Option<String>,
    /// In words.
    #[sea_orm(column_type = "String(StringLen::N(2000))", nullable)]
    pub note: Option<String>,
    /// When it left.
    pub shipped_at: Option<DateTimeUtc>,
    /// When the carrier first reported it.
    pub in_transit_at: Option<DateTimeUtc>,
    /// When it arrived.
    pub delivered_at: Option<DateTimeUtc>,
    /// When it came back.
    pub returned_at: Option<DateTimeUtc>,
    /// When its packing was called off.
    pub cancelled_at: Option<DateTimeUtc>,
    /// Who packed it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When it was packed.
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
        .one_of("status", ShipmentStatus::WORDS)
        .check(
            "shipped_at",
            "status = 'pending' OR status = 'cancelled' OR shipped_at IS NOT NULL",
        )
        .check(
            "delivered_at",
            "status <> 'delivered' OR delivered_at IS NOT NULL",
        )
        .check(
            "returned_at",
            "status <> 'returned' OR returned_at IS NOT NULL",
        )
        .check(
            "cancelled_at",
            "status <> 'cancelled' OR cancelled_at IS NOT NULL",
        )
        .index(&["order_id"])
        .index(&["status"])
        .index(&["tracking_number"])
        .foreign_key("order_id", "orders", OnDelete::Cascade)
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}
