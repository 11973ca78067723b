//! `mercer returns show`.

use clap::Args;
use mercer_store::orders::OrderWithItems;
use mercer_store::{Store, returns};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// Show one return with what came back.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer returns show 2")]
pub(in crate::cli) struct Show {
    /// The return's id.
    #[arg(value_name = "RETURN")]
    id: i64,
}

impl Show {
    /// Finds the return and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(store, returns::get(store, self.id).await?, output).await
    }
}

/// The return for people: its facts, and what came back of its order.
pub(super) fn text(found: &json::ReturnWithItems, order: &OrderWithItems) -> String {
    let row = &found.row;
    let mut rows = vec![
        (
            "Return",
            format!("{} of order {}", row.id, order.order.number),
        ),
        ("Reason", row.reason.clone()),
        ("Credited", row.credited.to_string()),
        ("Taken back", time(row.created_at)),
    ];
    rows.extend(row.shipment_id.map(|id| ("Shipment", id.to_string())));
    let mut table = Table::new(&[
        ("LINE", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("QUANTITY", Align::Right),
        ("GOODS", Align::Left),
        ("CREDIT", Align::Right),
    ]);
    for item in &found.items {
        let of_order = order.items.iter().find(|line| line.line == item.line);
        table.row(vec![
            item.line.to_string(),
            of_order.map(|line| line.sku.clone()).unwrap_or_default(),
            of_order.map(|line| line.name.clone()).unwrap_or_default(),
            item.quantity.to_string(),
            item.disposition.to_string(),
            item.credit.to_string(),
        ]);
    }
    format!("{}\n{}", facts(&rows), table.render())
}
