//! `mercer products remove`.

use clap::Args;
use mercer_store::{Store, products};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a product that was never ordered or stocked; archive any other.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer products remove MUG-BLUE --yes"
)]
pub(in crate::cli) struct Remove {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the product, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let product = super::resolve(store, &self.product).await?;
        let question = format!("Remove the product {}, {}", product.sku, product.name);
        self.confirmation.ask(&question)?;
        products::delete(store, product.id, None).await?;
        output.show(&json::Product::for_staff(product), |product| {
            format!("The product {} is removed.\n", product.sku)
        })
    }
}
