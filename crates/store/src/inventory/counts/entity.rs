//! The table `stock_counts`.

use mercer_migrator::{OnDelete, Table};
use sea_orm::entity::prelude::*;

use super::CountStatus;

/// A count of a location's stock.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_counts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The place.
    pub location_id: i64,
    /// The place while the count is open, else nothing: no two open counts share one.
    pub open_location_id: Option<i64>,
    /// Where it stands.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub status: CountStatus,
    /// In words.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub note: Option<String>,
    /// Why its differences were booked; there when it is closed.
    #[sea_orm(column_type = "String(StringLen::N(200))", nullable)]
    pub reason: Option<String>,
    /// Who opened it.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub actor: String,
    /// When it was opened.
    pub opened_at: DateTimeUtc,
    /// When its differences were booked.
    pub closed_at: Option<DateTimeUtc>,
    /// When it was given up.
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
        .one_of("status", CountStatus::WORDS)
        .check(
            "open",
            "(status = 'open' AND open_location_id IS NOT NULL) \
             OR (status <> 'open' AND open_location_id IS NULL)",
        )
        .check("open_location", "open_location_id = location_id")
        .check(
            "closed",
            "status <> 'closed' OR (closed_at IS NOT NULL AND reason IS NOT NULL)",
        )
        .unique(&["open_location_id"])
        .index(&["location_id"])
        .foreign_key("location_id", "locations", OnDelete::Restrict)
}
