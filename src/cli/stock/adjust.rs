//! `mercer stock adjust`.

use clap::Args;
use mercer_store::inventory;
use mercer_store::{Quantity, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;

/// Correct what is on hand (found, lost, damaged), and print how much is there now.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer stock adjust MUG-BLUE -2 --reason broken")]
pub(in crate::cli) struct Adjust {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// By how much, below zero for goods that are gone.
    #[arg(allow_negative_numbers = true)]
    quantity: Quantity,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// The location; the first one if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl Adjust {
    /// Does it, and prints how much is there now.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (_, location_id) = super::place(store, None, self.location.as_ref()).await?;
        let input = inventory::Adjust {
            product_id: products::resolve(store, &self.product).await?.id,
            location_id,
            quantity: self.quantity,
            reason: self.reason,
        };
        super::show(store, inventory::adjust(store, input).await?, output).await
    }
}
