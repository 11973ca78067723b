//! Orders and their lines out of rows read by position: the reads that shops do most.

use mercer_database::Row;
use sea_orm::DbErr;

use super::{Order, OrderItem};

/// An order with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderWithItems {
    /// The order.
    pub order: Order,
    /// Its lines, in order.
    pub items: Vec<OrderItem>,
}

/// The order in a row of all columns of its table.
pub(super) fn order(mut row: Row) -> Result<Order, DbErr> {
    Ok(Order {
        id: row.take()?,
        number: row.take()?,
        kind: row.take()?,
        customer_id: row.take()?,
        location_id: row.take()?,
        currency: row.take()?,
        status: row.take()?,
        payment_status: row.take()?,
        fulfilment_status: row.take()?,
        prices_include_tax: row.take()?,
        subtotal: row.take()?,
        discount: row.take()?,
        discount_reason: row.take_optional()?,
        last_line: row.take()?,
        shipping: row.take()?,
        tax: row.take()?,
        total: row.take()?,
        credited: row.take()?,
        shipping_refunded: row.take()?,
        pledged: row.take()?,
        captured: row.take()?,
        refunding: row.take()?,
        refunded: row.take()?,
        shipping_address: row.take_optional()?,
        billing_address: row.take_optional()?,
        source: row.take_optional()?,
        placed_at: row.take_optional()?,
        cancelled_at: row.take_optional()?,
        created_at: row.take()?,
        updated_at: row.take()?,
        version: row.take()?,
    })
}

/// The line in a row of all columns of its table.
pub(super) fn item(mut row: Row) -> Result<OrderItem, DbErr> {
    Ok(OrderItem {
        order_id: row.take()?,
        line: row.take()?,
        product_id: row.take()?,
        sku: row.take()?,
        name: row.take()?,
        unit: row.take()?,
        stocked: row.take()?,
        unit_price: row.take()?,
        unit_cost: row.take_optional()?,
        quantity: row.take()?,
        subtotal: row.take()?,
        discount: row.take()?,
        discount_reason: row.take_optional()?,
        order_discount: row.take()?,
        tax_rate: row.take()?,
        tax: row.take()?,
        total: row.take()?,
        allocated: row.take()?,
        shipped: row.take()?,
        delivered: row.take()?,
        returned: row.take()?,
        refunded: row.take()?,
    })
}
