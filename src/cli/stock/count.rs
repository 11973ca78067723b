//! `mercer stock count`.

use clap::Args;
use mercer_store::inventory;
use mercer_store::{Quantity, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;

/// Record what was counted of one product, and print how much is there now.
///
/// `mercer counts` counts a whole location.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer stock count MUG-BLUE 22")]
pub(in crate::cli) struct Count {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// How much is there, promised goods included.
    counted: Quantity,

    /// Why it was counted.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// The location; the first one if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl Count {
    /// Does it, and prints how much is there now.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (_, location_id) = super::place(store, None, self.location.as_ref()).await?;
        let input = inventory::Count {
            product_id: products::resolve(store, &self.product).await?.id,
            location_id,
            counted: self.counted,
            reason: self.reason,
        };
        super::show(store, inventory::count(store, input).await?, output).await
    }
}
