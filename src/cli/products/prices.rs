//! `mercer products prices`.

use clap::Args;
use mercer_store::{Store, products};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::Align;
use crate::cli::time;
use crate::json;

/// List every price that a product had, oldest first; the last one is in force.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer products prices MUG-BLUE")]
pub(in crate::cli) struct Prices {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    #[command(flatten)]
    page: PageArguments,
}

impl Prices {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.product).await?.id;
        self.page
            .print(output, async |page| {
                let page = products::price_history(store, id, page).await?;
                Ok(json::Page::of(page, json::PriceChange::from))
            })
            .await
    }
}

impl Listed for json::PriceChange {
    const NOUN: &'static str = "prices";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("FROM", Align::Left),
        ("PRICE", Align::Right),
        ("SET BY", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            time(self.valid_from),
            self.price.to_string(),
            self.actor.clone(),
        ]
    }
}
