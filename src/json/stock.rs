//! Stock.

use chrono::{DateTime, Utc};
use mercer_store::{Quantity, Unit, inventory};
use schemars::JsonSchema;
use serde::Serialize;

/// A product's stock at every location.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StockLevels {
    pub(crate) product_id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) levels: Vec<StockLevel>,
}

/// A product's stock at one location.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StockLevel {
    pub(crate) location_id: i64,
    pub(crate) location: String,
    pub(crate) on_hand: Quantity,
    pub(crate) reserved: Quantity,
    pub(crate) available: Quantity,
    pub(crate) reorder_point: Option<Quantity>,
    pub(crate) updated_at: DateTime<Utc>,
}

impl StockLevel {
    /// The level at the location of this name.
    pub(crate) fn of(level: &inventory::StockLevel, location: String) -> Self {
        StockLevel {
            location_id: level.location_id,
            location,
            on_hand: Quantity::from_thousandths(level.on_hand),
            reserved: Quantity::from_thousandths(level.reserved),
            available: Quantity::from_thousandths(level.on_hand - level.reserved),
            reorder_point: level.reorder_point.map(Quantity::from_thousandths),
            updated_at: level.updated_at,
        }
    }
}
