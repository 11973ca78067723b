//! How much of a product is where, as rows of a list over all products and places.

use chrono::{DateTime, Utc};
use mercer_store::{Quantity, inventory};
use schemars::JsonSchema;
use serde::Serialize;

/// How much of a product is at a location.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Level {
    pub(crate) product_id: i64,
    pub(crate) location_id: i64,
    /// What is there.
    pub(crate) on_hand: Quantity,
    /// What of it is promised to open orders.
    pub(crate) reserved: Quantity,
    /// What is there and not promised.
    pub(crate) available: Quantity,
    /// When no more than this is available, it is time to order; null: never.
    pub(crate) reorder_point: Option<Quantity>,
    pub(crate) updated_at: DateTime<Utc>,
}

impl From<inventory::StockLevel> for Level {
    fn from(level: inventory::StockLevel) -> Self {
        Level {
            product_id: level.product_id,
            location_id: level.location_id,
            on_hand: Quantity::from_thousandths(level.on_hand),
            reserved: Quantity::from_thousandths(level.reserved),
            available: Quantity::from_thousandths(level.on_hand - level.reserved),
            reorder_point: level.reorder_point.map(Quantity::from_thousandths),
            updated_at: level.updated_at,
        }
    }
}

/// A level at or below its reorder point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct LowLevel {
    #[serde(flatten)]
    pub(crate) level: Level,
    /// What is on its way to there from other locations.
    pub(crate) in_transit: Quantity,
}

impl From<inventory::LowStock> for LowLevel {
    fn from(low: inventory::LowStock) -> Self {
        LowLevel {
            level: low.level.into(),
            in_transit: Quantity::from_thousandths(low.in_transit),
        }
    }
}
