//! Orders, a row for each of their lines; a draft without lines is one row.

use std::collections::HashMap;

use mercer_database::Session;

use super::cell::Cell;
use super::export::{page, rows_of};
use super::stock::skus;
use super::writer::Writer;
use super::{ExportError, lists};
use crate::customers::entity as customer;
use crate::orders::entity::{Column, Entity};
use crate::orders::{Order, OrderItem, item};

/// What the orders of a page refer to.
struct Named {
    customers: HashMap<i64, String>,
    products: HashMap<i64, String>,
}

pub(super) async fn write(session: &Session, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    let locations = lists::location_names(session).await?;
    let mut after = 0;
    loop {
        let orders = page::<Entity>(session, Column::Id, after).await?;
        let Some(last) = orders.last() else {
            return Ok(());
        };
        after = last.id;
        let ids = orders.iter().map(|order| order.id);
        let items =
            rows_of::<item::Entity>(session, item::Column::OrderId, item::Column::Line, ids)
                .await?;
        let named = Named {
            customers: usernames(session, &orders).await?,
            products: skus(session, items.iter().map(|item| item.product_id)).await?,
        };
        let mut items = items.iter().peekable();
        for order in &orders {
            let mut shared = of_order(order, &named);
            shared[3] = Cell::optional(locations.get(&order.location_id).map(String::as_str));
            if items.peek().is_none_or(|item| item.order_id != order.id) {
                let mut cells = shared.clone();
                cells.resize(super::Subject::Orders.columns().len(), Cell::Nothing);
                writer.row(cells)?;
            }
            // Both lists are sorted by order.
            while let Some(item) = items.next_if(|item| item.order_id == order.id) {
                let mut cells = shared.clone();
                cells.extend(of_line(order, item, &named));
                writer.row(cells)?;
            }
        }
    }
}

async fn usernames(
    session: &Session,
    orders: &[Order],
) -> Result<HashMap<i64, String>, ExportError> {
    let column = customer::Column::Id;
    let ids = orders.iter().map(|order| order.customer_id);
    let rows = rows_of::<customer::Entity>(session, column, column, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.username)).collect())
}

/// What the rows of an order share.
fn of_order(order: &Order, named: &Named) -> Vec<Cell> {
    let money = |amount| Cell::money(amount, &order.currency);
    let address = |address: &Option<mercer_database::Json>| {
        let text = address.as_ref().map(|document| document.0.to_string());
        Cell::optional(text.as_deref())
    };
    let customer = named.customers.get(&order.customer_id);
    vec![
        Cell::text(&order.number),
        Cell::plain(order.kind),
        Cell::optional(customer.map(String::as_str)),
        // The caller's.
        Cell::Nothing,
        Cell::plain(&order.currency),
        Cell::plain(order.status),
        Cell::plain(order.payment_status),
        Cell::plain(order.fulfilment_status),
        Cell::Flag(order.prices_include_tax),
        Cell::optional(order.discount_reason.as_deref()),
        money(order.shipping),
        money(order.shipping_refunded),
        money(order.total),
        money(order.captured),
        money(order.refunded),
        address(&order.shipping_address),
        address(&order.billing_address),
        Cell::optional(order.source.as_deref()),
        Cell::time(order.placed_at),
        Cell::time(order.cancelled_at),
        Cell::time(Some(order.created_at)),
        Cell::plain(order.last_line),
    ]
}

fn of_line(order: &Order, item: &OrderItem, named: &Named) -> Vec<Cell> {
    let money = |amount| Cell::money(amount, &order.currency);
    let product = named.products.get(&item.product_id);
    vec![
        Cell::plain(item.line),
        Cell::optional(product.map(String::as_str)),
        Cell::text(&item.sku),
        Cell::text(&item.name),
        Cell::plain(item.unit),
        money(item.unit_price),
        item.unit_cost.map_or(Cell::Nothing, money),
        Cell::quantity(item.quantity),
        money(item.discount),
        Cell::optional(item.discount_reason.as_deref()),
        money(item.order_discount),
        Cell::percent(item.tax_rate.ppm()),
        money(item.tax),
        Cell::quantity(item.shipped),
        Cell::quantity(item.delivered),
        Cell::quantity(item.returned),
        money(item.refunded),
    ]
}
