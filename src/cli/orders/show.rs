//! `mercer orders show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// Show one order with its lines.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mercer orders show 1000\n  mercer orders show id:7 --json")]
pub(in crate::cli) struct Show {
    /// The order's number; a number that no order has is taken for an id (id:7 is always an id).
    #[arg(value_name = "ORDER")]
    order: Reference,
}

impl Show {
    /// Finds the order and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(super::resolve(store, &self.order).await?, output)
    }
}

/// The order for people: its facts, its lines, its sums.
pub(super) fn text(placed: &json::OrderWithItems) -> String {
    let order = &placed.order;
    let mut head = vec![
        ("Order", format!("{} (id {})", order.number, order.id)),
        ("Kind", order.kind.to_string()),
        ("Customer", format!("id {}", order.customer_id)),
        (
            "Status",
            format!(
                "{}, {}, {}",
                order.status, order.payment_status, order.fulfilment_status
            ),
        ),
    ];
    head.extend(order.placed_at.map(|at| ("Placed", time(at))));
    head.extend(order.cancelled_at.map(|at| ("Cancelled", time(at))));
    head.extend(
        order
            .shipping_address
            .as_ref()
            .map(|to| ("Ship to", address(to))),
    );
    format!(
        "{}\n{}\n{}",
        facts(&head),
        lines(&placed.items),
        facts(&sums(order))
    )
}

fn lines(items: &[json::OrderItem]) -> String {
    let mut table = Table::new(&[
        ("LINE", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("QUANTITY", Align::Right),
        ("UNIT", Align::Left),
        ("PRICE", Align::Right),
        ("TOTAL", Align::Right),
    ]);
    for item in items {
        table.row(vec![
            item.line.to_string(),
            item.sku.clone(),
            item.name.clone(),
            item.quantity.to_string(),
            item.unit.to_string(),
            item.unit_price.to_string(),
            item.total.to_string(),
        ]);
    }
    table.render()
}

/// The total, and what it is made of where there is more than the lines.
fn sums(order: &json::Order) -> Vec<(&'static str, String)> {
    let parts = [
        ("Discount", &order.discount),
        ("Shipping", &order.shipping),
        ("Tax", &order.tax),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, money)| money.amount != 0)
        .map(|(name, money)| (name, money.to_string()))
        .collect();
    let mut sums = Vec::new();
    if !parts.is_empty() {
        sums.push(("Subtotal", order.subtotal.to_string()));
    }
    sums.extend(parts);
    sums.push(("Total", order.total.to_string()));
    let later = [
        ("Credited", &order.credited),
        ("Received", &order.captured),
        ("Given back", &order.refunded),
        ("Due", &order.due),
    ];
    let later = later.into_iter().filter(|(_, money)| money.amount != 0);
    sums.extend(later.map(|(name, money)| (name, money.to_string())));
    sums
}

/// An address in one line.
fn address(address: &serde_json::Value) -> String {
    let parts = ["line1", "line2", "zip_code", "city", "state", "country"];
    let parts: Vec<&str> = parts
        .iter()
        .filter_map(|part| address.get(part)?.as_str())
        .collect();
    parts.join(", ")
}
