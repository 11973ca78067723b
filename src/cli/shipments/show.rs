//! `mercer shipments show`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::OrderWithItems;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// Show one shipment with what it holds.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer shipments show 5
  mercer shipments show 1Z-999 --json")]
pub(in crate::cli) struct Show {
    /// The shipment's tracking number or id (id:7 is always an id).
    #[arg(value_name = "SHIPMENT")]
    shipment: Reference,
}

impl Show {
    /// Finds the shipment and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let shipment = super::resolve(store, &self.shipment).await?;
        super::print(store, shipment, output).await
    }
}

/// The shipment for people: its facts, and what it holds of its order.
pub(super) fn text(found: &json::ShipmentWithItems, order: &OrderWithItems) -> String {
    let shipment = &found.shipment;
    let mut rows = vec![
        (
            "Shipment",
            format!("{} of order {}", shipment.id, order.order.number),
        ),
        ("Status", shipment.status.to_string()),
    ];
    rows.extend(shipment.carrier.clone().map(|name| ("Carrier", name)));
    rows.extend(
        shipment
            .tracking_number
            .clone()
            .map(|code| ("Tracking", code)),
    );
    rows.extend(shipment.note.clone().map(|note| ("Note", note)));
    let times = [
        ("Left", shipment.shipped_at),
        ("Under way", shipment.in_transit_at),
        ("Arrived", shipment.delivered_at),
        ("Came back", shipment.returned_at),
        ("Called off", shipment.cancelled_at),
    ];
    rows.extend(
        times
            .into_iter()
            .filter_map(|(name, at)| Some((name, time(at?)))),
    );
    let mut table = Table::new(&[
        ("LINE", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("QUANTITY", Align::Right),
    ]);
    for item in &found.items {
        let of_order = order.items.iter().find(|line| line.line == item.line);
        table.row(vec![
            item.line.to_string(),
            of_order.map(|line| line.sku.clone()).unwrap_or_default(),
            of_order.map(|line| line.name.clone()).unwrap_or_default(),
            item.quantity.to_string(),
        ]);
    }
    format!("{}\n{}", facts(&rows), table.render())
}
