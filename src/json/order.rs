//! Orders and their lines.

use chrono::{DateTime, Utc};
use mercer_store::amounts::TaxRate;
use mercer_store::orders::{self, FulfilmentStatus, OrderKind, OrderStatus, PaymentStatus};
use mercer_store::{Quantity, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Money, address};

/// A sale or a return, without its lines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Order {
    pub(crate) id: i64,
    pub(crate) number: String,
    pub(crate) kind: OrderKind,
    pub(crate) customer_id: i64,
    pub(crate) location_id: i64,
    pub(crate) status: OrderStatus,
    pub(crate) payment_status: PaymentStatus,
    pub(crate) fulfilment_status: FulfilmentStatus,
    pub(crate) prices_include_tax: bool,
    pub(crate) subtotal: Money,
    pub(crate) discount: Money,
    pub(crate) discount_reason: Option<String>,
    pub(crate) shipping: Money,
    pub(crate) tax: Money,
    pub(crate) total: Money,
    pub(crate) credited: Money,
    pub(crate) due: Money,
    pub(crate) captured: Money,
    pub(crate) refunded: Money,
    #[schemars(schema_with = "address::as_it_was")]
    pub(crate) shipping_address: Option<serde_json::Value>,
    #[schemars(schema_with = "address::as_it_was")]
    pub(crate) billing_address: Option<serde_json::Value>,
    pub(crate) source: Option<String>,
    pub(crate) placed_at: Option<DateTime<Utc>>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<orders::Order> for Order {
    fn from(order: orders::Order) -> Self {
        let money = |amount| Money::new(amount, &order.currency);
        Order {
            id: order.id,
            subtotal: money(order.subtotal),
            discount: money(order.discount),
            shipping: money(order.shipping),
            tax: money(order.tax),
            total: money(order.total),
            credited: money(order.credited),
            due: money(order.due()),
            captured: money(order.captured),
            refunded: money(order.refunded),
            prices_include_tax: order.prices_include_tax,
            discount_reason: order.discount_reason,
            number: order.number,
            kind: order.kind,
            customer_id: order.customer_id,
            location_id: order.location_id,
            status: order.status,
            payment_status: order.payment_status,
            fulfilment_status: order.fulfilment_status,
            shipping_address: order.shipping_address.map(|address| address.0),
            billing_address: order.billing_address.map(|address| address.0),
            source: order.source,
            placed_at: order.placed_at,
            cancelled_at: order.cancelled_at,
            created_at: order.created_at,
            updated_at: order.updated_at,
            version: order.version,
        }
    }
}

/// An order with its lines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OrderWithItems {
    #[serde(flatten)]
    pub(crate) order: Order,
    pub(crate) items: Vec<OrderItem>,
}

/// One line, with the product as it was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OrderItem {
    pub(crate) line: i64,
    pub(crate) product_id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) unit_price: Money,
    pub(crate) quantity: Quantity,
    pub(crate) subtotal: Money,
    /// Taken off the line, and its share of what is taken off the order.
    pub(crate) discount: Money,
    pub(crate) discount_reason: Option<String>,
    pub(crate) tax_rate_percent: TaxRate,
    pub(crate) tax: Money,
    pub(crate) total: Money,
    pub(crate) shipped: Quantity,
    pub(crate) delivered: Quantity,
    pub(crate) returned: Quantity,
    pub(crate) refunded: Money,
}

impl From<orders::OrderWithItems> for OrderWithItems {
    fn from(placed: orders::OrderWithItems) -> Self {
        let currency = placed.order.currency.clone();
        OrderWithItems {
            order: placed.order.into(),
            items: placed
                .items
                .into_iter()
                .map(|item| OrderItem::of(item, &currency))
                .collect(),
        }
    }
}

impl OrderItem {
    /// The line of an order in this currency.
    pub(crate) fn of(item: orders::OrderItem, currency: &str) -> Self {
        OrderItem {
            line: item.line,
            product_id: item.product_id,
            sku: item.sku,
            name: item.name,
            unit: item.unit,
            unit_price: Money::new(item.unit_price, currency),
            quantity: Quantity::from_thousandths(item.quantity),
            subtotal: Money::new(item.subtotal, currency),
            discount: Money::new(item.discount + item.order_discount, currency),
            discount_reason: item.discount_reason,
            tax_rate_percent: item.tax_rate,
            tax: Money::new(item.tax, currency),
            total: Money::new(item.total, currency),
            shipped: Quantity::from_thousandths(item.shipped),
            delivered: Quantity::from_thousandths(item.delivered),
            returned: Quantity::from_thousandths(item.returned),
            refunded: Money::new(item.refunded, currency),
        }
    }
}

/// One line of an order by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ItemOfOrder {
    pub(crate) order_id: i64,
    /// What `If-Match` takes: a line changes with its order.
    pub(crate) order_version: i64,
    #[serde(flatten)]
    pub(crate) item: OrderItem,
}

/// One recorded change of a placed order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OrderModification {
    pub(crate) id: i64,
    pub(crate) order_id: i64,
    pub(crate) total_before: Money,
    /// What is more has to be paid, what is less is to be given back.
    pub(crate) total_after: Money,
    /// What differs, as it was and as it became; amounts are minor units.
    pub(crate) changes: serde_json::Value,
    pub(crate) reason: Option<String>,
    pub(crate) actor: String,
    pub(crate) created_at: DateTime<Utc>,
}

impl OrderModification {
    /// The change of an order in this currency.
    pub(crate) fn of(modification: orders::OrderModification, currency: &str) -> Self {
        OrderModification {
            id: modification.id,
            order_id: modification.order_id,
            total_before: Money::new(modification.total_before, currency),
            total_after: Money::new(modification.total_after, currency),
            changes: modification.changes.0,
            reason: modification.reason,
            actor: modification.actor,
            created_at: modification.created_at,
        }
    }
}

/// Something that somebody noted about an order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OrderNote {
    /// Null once a person's data was taken out of it.
    pub(crate) note: Option<String>,
    pub(crate) actor: String,
    pub(crate) created_at: DateTime<Utc>,
}

impl From<orders::OrderNote> for OrderNote {
    fn from(note: orders::OrderNote) -> Self {
        OrderNote {
            note: note.note,
            actor: note.actor,
            created_at: note.created_at,
        }
    }
}
