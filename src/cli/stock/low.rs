//! `mercer stock low`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::{self, ListLowStock, LowStock};

use super::named::{Named, named};
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::Align;
use crate::json;

/// List what has to be ordered: no more than the reorder point is available.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer stock low --all")]
pub(in crate::cli) struct Low {
    /// Only at this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    #[command(flatten)]
    page: PageArguments,
}

impl Low {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (_, location_id) = super::place(store, None, self.location.as_ref()).await?;
        self.page
            .print(output, async |page| {
                let page = inventory::low_stock(store, ListLowStock { page, location_id }).await?;
                let ids = |low: &LowStock| (low.level.product_id, low.level.location_id);
                named(store, page, ids, json::LowLevel::from).await
            })
            .await
    }
}

impl Listed for Named<json::LowLevel> {
    const NOUN: &'static str = "products to order";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("SKU", Align::Left),
        ("LOCATION", Align::Left),
        ("AVAILABLE", Align::Right),
        ("REORDER AT", Align::Right),
        ("ON ITS WAY", Align::Right),
    ];

    fn cells(&self) -> Vec<String> {
        let level = &self.row.level;
        let point = level.reorder_point.map(|point| point.to_string());
        vec![
            self.sku.clone(),
            self.location.clone(),
            level.available.to_string(),
            point.unwrap_or_default(),
            self.row.in_transit.to_string(),
        ]
    }
}
