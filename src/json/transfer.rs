//! Transfers between locations.

use chrono::{DateTime, Utc};
use mercer_store::Quantity;
use mercer_store::inventory::transfers::{self, TransferStatus};
use schemars::JsonSchema;
use serde::Serialize;

/// Goods on their way from one location to another, without its lines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Transfer {
    pub(crate) id: i64,
    pub(crate) from_location_id: i64,
    pub(crate) to_location_id: i64,
    pub(crate) status: TransferStatus,
    pub(crate) note: Option<String>,
    /// Who sent them.
    pub(crate) actor: String,
    pub(crate) sent_at: DateTime<Utc>,
    /// When nothing was in transit any more.
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<transfers::StockTransfer> for Transfer {
    fn from(transfer: transfers::StockTransfer) -> Self {
        Transfer {
            id: transfer.id,
            from_location_id: transfer.from_location_id,
            to_location_id: transfer.to_location_id,
            status: transfer.status,
            note: transfer.note,
            actor: transfer.actor,
            sent_at: transfer.sent_at,
            received_at: transfer.received_at,
            cancelled_at: transfer.cancelled_at,
            updated_at: transfer.updated_at,
            version: transfer.version,
        }
    }
}

/// A transfer with its lines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct TransferWithItems {
    #[serde(flatten)]
    pub(crate) transfer: Transfer,
    pub(crate) items: Vec<TransferItem>,
}

/// One product of it: what was sent, and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct TransferItem {
    pub(crate) product_id: i64,
    /// How much was sent.
    pub(crate) quantity: Quantity,
    /// How much has arrived.
    pub(crate) received: Quantity,
    /// How much was given up when the transfer was closed.
    pub(crate) lost: Quantity,
    /// How much went back when the transfer was cancelled.
    pub(crate) brought_back: Quantity,
    /// How much is still on its way.
    pub(crate) in_transit: Quantity,
}

impl From<transfers::TransferWithItems> for TransferWithItems {
    fn from(found: transfers::TransferWithItems) -> Self {
        let item = |item: transfers::StockTransferItem| TransferItem {
            product_id: item.product_id,
            quantity: Quantity::from_thousandths(item.quantity),
            received: Quantity::from_thousandths(item.received),
            lost: Quantity::from_thousandths(item.lost),
            brought_back: Quantity::from_thousandths(item.brought_back),
            in_transit: Quantity::from_thousandths(item.in_transit()),
        };
        TransferWithItems {
            transfer: found.transfer.into(),
            items: found.items.into_iter().map(item).collect(),
        }
    }
}
