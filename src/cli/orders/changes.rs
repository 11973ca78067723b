//! `mercer orders changes`.

use clap::Args;
use mercer_store::{Store, orders};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// Show what was changed about an order after it was placed, oldest first.
///
/// With --json it tells what differs, line by line.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer orders changes 1000 --json")]
pub(in crate::cli) struct Changes {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,
}

impl Changes {
    /// Prints them.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = super::resolve(store, &self.order).await?.order;
        let changes = orders::modifications(store, order.id).await?.into_iter();
        let changes = json::Page {
            items: changes
                .map(|change| json::OrderModification::of(change, &order.currency))
                .collect(),
            next: None,
        };
        if changes.items.is_empty() {
            output.message("It was not changed since it was placed.");
        }
        output.show(&changes, text)
    }
}

fn text(changes: &json::Page<json::OrderModification>) -> String {
    let mut table = Table::new(&[
        ("TIME", Align::Left),
        ("BY", Align::Left),
        ("TOTAL BEFORE", Align::Right),
        ("AFTER", Align::Right),
        ("REASON", Align::Left),
    ]);
    for change in &changes.items {
        table.row(vec![
            time(change.created_at),
            change.actor.clone(),
            change.total_before.to_string(),
            change.total_after.to_string(),
            change.reason.clone().unwrap_or_default(),
        ]);
    }
    table.render()
}
