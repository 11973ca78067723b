//! `mercer stock list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::{self, LevelSort, ListLevels};

use super::named::{Named, named};
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::json;

/// List what is on hand, over all products and locations.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer stock list --location 'Main warehouse'
  mercer stock list --sort on_hand --all")]
pub(in crate::cli) struct List {
    /// Only of this product.
    #[arg(long, value_name = "SKU|ID")]
    product: Option<Reference>,

    /// Only at this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<LevelSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (product, location) = (self.product.as_ref(), self.location.as_ref());
        let (product_id, location_id) = super::place(store, product, location).await?;
        let wanted = ListLevels {
            sort: self.sort.by,
            product_id,
            location_id,
            ..ListLevels::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = inventory::list_levels(store, ListLevels { page, ..wanted }).await?;
                let ids = |level: &inventory::StockLevel| (level.product_id, level.location_id);
                named(store, page, ids, json::Level::from).await
            })
            .await
    }
}

impl Listed for Named<json::Level> {
    const NOUN: &'static str = "stock levels";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("SKU", Align::Left),
        ("LOCATION", Align::Left),
        ("ON HAND", Align::Right),
        ("RESERVED", Align::Right),
        ("AVAILABLE", Align::Right),
        ("REORDER AT", Align::Right),
    ];

    fn cells(&self) -> Vec<String> {
        let point = self.row.reorder_point;
        vec![
            self.sku.clone(),
            self.location.clone(),
            self.row.on_hand.to_string(),
            self.row.reserved.to_string(),
            self.row.available.to_string(),
            point.map(|point| point.to_string()).unwrap_or_default(),
        ]
    }
}
