//! `mercer products lowest-price`.

use clap::Args;
use mercer_store::Store;
use mercer_store::products::{self, RULE_DAYS};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::facts;
use crate::cli::time;
use crate::json;

/// Show a product's price, and the lowest one of the 30 days before it came into force.
///
/// Whoever announces a reduction in the European Union has to name it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer products lowest-price MUG-BLUE")]
pub(in crate::cli) struct LowestPrice {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// Look at so many days instead.
    #[arg(long, default_value_t = RULE_DAYS)]
    days: u16,
}

impl LowestPrice {
    /// Prints both prices.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.product).await?.id;
        let now = store.now();
        let found = products::lowest_price_of_days(store, id, now, self.days).await?;
        let found = json::LowestPrice::of(id, self.days, &found);
        output.show(&found, |found| {
            let before = found.lowest_before.map(|price| price.to_string());
            facts(&[
                ("Price", found.price.to_string()),
                ("Since", time(found.since)),
                ("Lowest before", before.unwrap_or_else(|| "none".to_owned())),
            ])
        })
    }
}
