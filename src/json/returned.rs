//! Goods that came back.

use chrono::{DateTime, Utc};
use mercer_store::Quantity;
use mercer_store::returns::{self, Disposition};
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// Goods of one sale that came back together. Who took them stands in the order's timeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Return {
    pub(crate) id: i64,
    pub(crate) order_id: i64,
    /// The shipment that came back undelivered, if that is how they came.
    pub(crate) shipment_id: Option<i64>,
    /// Where they came to.
    pub(crate) location_id: i64,
    pub(crate) reason: String,
    /// What the customer no longer owes: the sum over the lines.
    pub(crate) credited: Money,
    pub(crate) created_at: DateTime<Utc>,
}

impl Return {
    /// The return of an order in this currency.
    pub(crate) fn of(row: returns::Return, currency: &str) -> Self {
        Return {
            id: row.id,
            order_id: row.order_id,
            shipment_id: row.shipment_id,
            location_id: row.location_id,
            reason: row.reason,
            credited: Money::new(row.credited, currency),
            created_at: row.created_at,
        }
    }
}

/// A return with what came back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ReturnWithItems {
    #[serde(flatten)]
    pub(crate) row: Return,
    pub(crate) items: Vec<ReturnItem>,
}

/// What came back of one line of the order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ReturnItem {
    /// The line of the order.
    pub(crate) line: i64,
    pub(crate) product_id: i64,
    pub(crate) quantity: Quantity,
    pub(crate) disposition: Disposition,
    /// What the customer no longer owes for the line.
    pub(crate) credit: Money,
}

impl ReturnWithItems {
    /// The return of an order in this currency.
    pub(crate) fn of(found: returns::ReturnWithItems, currency: &str) -> Self {
        let item = |item: returns::ReturnItem| ReturnItem {
            line: item.line,
            product_id: item.product_id,
            quantity: Quantity::from_thousandths(item.quantity),
            disposition: item.disposition,
            credit: Money::new(item.credit, currency),
        };
        ReturnWithItems {
            row: Return::of(found.row, currency),
            items: found.items.into_iter().map(item).collect(),
        }
    }
}
