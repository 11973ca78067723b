//! `mercer stock reorder-point`.

use clap::Args;
use mercer_store::inventory;
use mercer_store::{Quantity, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;

/// Say at how much it is time to order more of a product, and print how much is there now.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer stock reorder-point MUG-BLUE 6
  mercer stock reorder-point MUG-BLUE --none")]
pub(in crate::cli) struct ReorderPoint {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// When no more than this is there and not promised.
    #[arg(required_unless_present = "none")]
    quantity: Option<Quantity>,

    /// Never order more.
    #[arg(long, conflicts_with = "quantity")]
    none: bool,

    /// The location; the first one if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl ReorderPoint {
    /// Does it, and prints how much is there now.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (_, location_id) = super::place(store, None, self.location.as_ref()).await?;
        let input = inventory::SetReorderPoint {
            product_id: products::resolve(store, &self.product).await?.id,
            location_id,
            reorder_point: self.quantity,
        };
        super::show(
            store,
            inventory::set_reorder_point(store, input).await?,
            output,
        )
        .await
    }
}
