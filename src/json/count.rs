//! Stock counts.

use chrono::{DateTime, Utc};
use mercer_store::inventory::counts::{self, CountStatus};
use mercer_store::{Quantity, Unit};
use schemars::JsonSchema;
use serde::Serialize;

/// A count of a location's stock, without its sheet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Count {
    pub(crate) id: i64,
    pub(crate) location_id: i64,
    pub(crate) status: CountStatus,
    pub(crate) note: Option<String>,
    /// Why its differences were booked; there when it is closed.
    pub(crate) reason: Option<String>,
    /// Who opened it.
    pub(crate) actor: String,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<counts::StockCount> for Count {
    fn from(count: counts::StockCount) -> Self {
        Count {
            id: count.id,
            location_id: count.location_id,
            status: count.status,
            note: count.note,
            reason: count.reason,
            actor: count.actor,
            opened_at: count.opened_at,
            closed_at: count.closed_at,
            cancelled_at: count.cancelled_at,
            updated_at: count.updated_at,
            version: count.version,
        }
    }
}

/// One product on the sheet of a count.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SheetLine {
    pub(crate) product_id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    /// What was on hand when it came onto the sheet.
    pub(crate) expected: Quantity,
    /// What was counted, promised goods included; null until then.
    pub(crate) counted: Option<Quantity>,
    /// What was counted less what was on hand at that moment.
    pub(crate) difference: Option<Quantity>,
    pub(crate) counted_at: Option<DateTime<Utc>>,
    pub(crate) counted_by: Option<String>,
}

impl From<counts::SheetLine> for SheetLine {
    fn from(line: counts::SheetLine) -> Self {
        SheetLine {
            product_id: line.product_id,
            sku: line.sku,
            name: line.name,
            unit: line.unit,
            expected: Quantity::from_thousandths(line.expected),
            counted: line.counted.map(Quantity::from_thousandths),
            difference: line.difference.map(Quantity::from_thousandths),
            counted_at: line.counted_at,
            counted_by: line.counted_by,
        }
    }
}

/// What was written down of one product.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CountedLine {
    pub(crate) count_id: i64,
    pub(crate) product_id: i64,
    pub(crate) counted: Option<Quantity>,
    /// What was counted less what was on hand at that moment.
    pub(crate) difference: Option<Quantity>,
    pub(crate) counted_at: Option<DateTime<Utc>>,
    pub(crate) counted_by: Option<String>,
}

impl From<counts::StockCountItem> for CountedLine {
    fn from(item: counts::StockCountItem) -> Self {
        CountedLine {
            count_id: item.count_id,
            product_id: item.product_id,
            counted: item.counted.map(Quantity::from_thousandths),
            difference: item.difference.map(Quantity::from_thousandths),
            counted_at: item.counted_at,
            counted_by: item.counted_by,
        }
    }
}

/// What was written down of several products at once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RecordedLines {
    pub(crate) lines: Vec<CountedLine>,
}
