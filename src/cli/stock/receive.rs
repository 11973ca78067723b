//! `mercer stock receive`.

use clap::Args;
use mercer_store::inventory;
use mercer_store::{Quantity, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;

/// Take goods from a supplier into stock, and print how much is there now.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer stock receive MUG-BLUE 24
  mercer stock receive APPLE-KG 12.5 --location 'Main warehouse' --reason 'delivery 4711'")]
pub(in crate::cli) struct Receive {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// How much arrived.
    quantity: Quantity,

    /// In words.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// The location; the first one if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl Receive {
    /// Does it, and prints how much is there now.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (_, location_id) = super::place(store, None, self.location.as_ref()).await?;
        let input = inventory::Receive {
            product_id: products::resolve(store, &self.product).await?.id,
            location_id,
            quantity: self.quantity,
            reason: self.reason,
        };
        super::show(store, inventory::receive(store, input).await?, output).await
    }
}
