//! Shipments, and what is to be fetched for them.

use chrono::{DateTime, Utc};
use mercer_store::shipments::{self, ShipmentStatus};
use mercer_store::{Quantity, Unit};
use schemars::JsonSchema;
use serde::Serialize;

/// Goods of one sale that leave together. Who packed them stands in the order's timeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Shipment {
    pub(crate) id: i64,
    pub(crate) order_id: i64,
    /// Where the goods leave.
    pub(crate) location_id: i64,
    pub(crate) status: ShipmentStatus,
    pub(crate) carrier: Option<String>,
    pub(crate) tracking_number: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) shipped_at: Option<DateTime<Utc>>,
    pub(crate) in_transit_at: Option<DateTime<Utc>>,
    pub(crate) delivered_at: Option<DateTime<Utc>>,
    /// When it came back undelivered.
    pub(crate) returned_at: Option<DateTime<Utc>>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<shipments::Shipment> for Shipment {
    fn from(shipment: shipments::Shipment) -> Self {
        Shipment {
            id: shipment.id,
            order_id: shipment.order_id,
            location_id: shipment.location_id,
            status: shipment.status,
            carrier: shipment.carrier,
            tracking_number: shipment.tracking_number,
            note: shipment.note,
            shipped_at: shipment.shipped_at,
            in_transit_at: shipment.in_transit_at,
            delivered_at: shipment.delivered_at,
            returned_at: shipment.returned_at,
            cancelled_at: shipment.cancelled_at,
            created_at: shipment.created_at,
            updated_at: shipment.updated_at,
            version: shipment.version,
        }
    }
}

/// A shipment with what it holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ShipmentWithItems {
    #[serde(flatten)]
    pub(crate) shipment: Shipment,
    pub(crate) items: Vec<ShipmentItem>,
}

/// What a shipment holds of one line of the order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ShipmentItem {
    /// The line of the order.
    pub(crate) line: i64,
    pub(crate) product_id: i64,
    pub(crate) quantity: Quantity,
}

impl From<shipments::ShipmentWithItems> for ShipmentWithItems {
    fn from(found: shipments::ShipmentWithItems) -> Self {
        let item = |item: shipments::ShipmentItem| ShipmentItem {
            line: item.line,
            product_id: item.product_id,
            quantity: Quantity::from_thousandths(item.quantity),
        };
        ShipmentWithItems {
            shipment: found.shipment.into(),
            items: found.items.into_iter().map(item).collect(),
        }
    }
}

/// So much of one product, to be fetched for the shipments that are being packed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PickLine {
    pub(crate) product_id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    /// In all.
    pub(crate) quantity: Quantity,
    pub(crate) shipment_ids: Vec<i64>,
}

impl From<shipments::PickLine> for PickLine {
    fn from(line: shipments::PickLine) -> Self {
        PickLine {
            product_id: line.product_id,
            sku: line.sku,
            name: line.name,
            unit: line.unit,
            quantity: line.quantity,
            shipment_ids: line.shipment_ids,
        }
    }
}
