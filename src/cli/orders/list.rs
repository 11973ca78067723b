//! `mercer orders list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, ListOrders};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::PageArguments;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// List the orders, oldest first, a page at a time.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders list
  mercer orders list --limit 50")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints one page.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListOrders {
            page: self.page.request()?,
            ..ListOrders::default()
        };
        let page = orders::list(store, wanted).await?;
        let page = json::Page::of(page, json::Order::from);
        if page.items.is_empty() {
            output.message("There are no orders here.");
        }
        output.show(&page, text)?;
        output.more("orders list", &page);
        Ok(())
    }
}

fn text(page: &json::Page<json::Order>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("NUMBER", Align::Left),
        ("KIND", Align::Left),
        ("CUSTOMER", Align::Right),
        ("STATUS", Align::Left),
        ("PAYMENT", Align::Left),
        ("GOODS", Align::Left),
        ("TOTAL", Align::Right),
        ("PLACED", Align::Left),
    ]);
    for order in &page.items {
        table.row(vec![
            order.id.to_string(),
            order.number.clone(),
            order.kind.to_string(),
            order.customer_id.to_string(),
            order.status.to_string(),
            order.payment_status.to_string(),
            order.fulfilment_status.to_string(),
            order.total.to_string(),
            order.placed_at.map(time).unwrap_or_default(),
        ]);
    }
    table.render()
}
