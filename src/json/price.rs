//! Prices that products have and had.

use chrono::{DateTime, Utc};
use mercer_store::products;
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// A price, from one moment until the next one's.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PriceChange {
    pub(crate) id: i64,
    pub(crate) product_id: i64,
    pub(crate) price: Money,
    /// From when it was in force.
    pub(crate) valid_from: DateTime<Utc>,
    /// Who set it.
    pub(crate) actor: String,
}

impl From<products::PriceChange> for PriceChange {
    fn from(change: products::PriceChange) -> Self {
        PriceChange {
            id: change.id,
            product_id: change.product_id,
            price: Money::new(change.price, &change.currency),
            valid_from: change.valid_from,
            actor: change.actor,
        }
    }
}

/// The price in force, and the lowest one before it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct LowestPrice {
    pub(crate) product_id: i64,
    pub(crate) price: Money,
    /// Since when it is in force.
    pub(crate) since: DateTime<Utc>,
    /// How many days before that are looked at.
    pub(crate) days: u16,
    /// The lowest price of these days; null when there was no price then.
    pub(crate) lowest_before: Option<Money>,
}

impl LowestPrice {
    /// What was found for a product within so many days.
    pub(crate) fn of(product_id: i64, days: u16, found: &products::LowestPrice) -> Self {
        let money = |amount| Money::new(amount, &found.currency);
        LowestPrice {
            product_id,
            price: money(found.price),
            since: found.since,
            days,
            lowest_before: found.lowest_before.map(money),
        }
    }
}
