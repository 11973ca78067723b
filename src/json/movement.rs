//! The stock ledger.

use chrono::{DateTime, Utc};
use mercer_store::Quantity;
use mercer_store::inventory::{self, MovementKind};
use schemars::JsonSchema;
use serde::Serialize;

/// One change of what is on hand, written and never changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Movement {
    pub(crate) id: i64,
    pub(crate) product_id: i64,
    pub(crate) location_id: i64,
    /// Why goods moved.
    pub(crate) kind: MovementKind,
    /// Below zero when goods left.
    pub(crate) quantity: Quantity,
    pub(crate) on_hand_after: Quantity,
    /// What caused it, whether or not it is still there.
    pub(crate) order_id: Option<i64>,
    pub(crate) shipment_id: Option<i64>,
    pub(crate) return_id: Option<i64>,
    pub(crate) transfer_id: Option<i64>,
    pub(crate) count_id: Option<i64>,
    pub(crate) reason: Option<String>,
    /// Who did it.
    pub(crate) actor: String,
    pub(crate) created_at: DateTime<Utc>,
}

impl From<inventory::StockMovement> for Movement {
    fn from(movement: inventory::StockMovement) -> Self {
        Movement {
            id: movement.id,
            product_id: movement.product_id,
            location_id: movement.location_id,
            kind: movement.kind,
            quantity: Quantity::from_thousandths(movement.quantity),
            on_hand_after: Quantity::from_thousandths(movement.on_hand_after),
            order_id: movement.order_id,
            shipment_id: movement.shipment_id,
            return_id: movement.return_id,
            transfer_id: movement.transfer_id,
            count_id: movement.count_id,
            reason: movement.reason,
            actor: movement.actor,
            created_at: movement.created_at,
        }
    }
}
