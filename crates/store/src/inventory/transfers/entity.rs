//! The table `stock_transfers`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::TransferStatus;

/// Goods on their way from one location to another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_transfers")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Where the goods left.
    pub from_location_id: i64,
    /// Where they are to arrive.
    pub to_location_id: i64,
    /// Where it stands.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: TransferStatus,
    /// In words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub note: Option<String>,
    /// Who sent them.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When they left.
    pub sent_at: DateTimeUtc,
    /// When nothing was in transit any more.
    pub received_at: Option<DateTimeUtc>,
    /// When it was called off.
    pub cancelled_at: Option<DateTimeUtc>,
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
        .one_of("status", TransferStatus::WORDS)
        .check("locations", "from_location_id <> to_location_id")
        .check(
            "received_at",
            "status <> 'received' OR received_at IS NOT NULL",
        )
        .check(
            "cancelled_at",
            "status <> 'cancelled' OR cancelled_at IS NOT NULL",
        )
        .index(&["from_location_id"])
        .index(&["to_location_id"])
        .index(&["status"])
        .foreign_key("from_location_id", "locations", OnDelete::Restrict)
        .foreign_key("to_location_id", "locations", OnDelete::Restrict)
}
