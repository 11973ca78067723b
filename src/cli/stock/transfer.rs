//! `mercer stock transfer`.

use clap::Args;
use mercer_store::inventory;
use mercer_store::{Quantity, Store};
use serde_json::json;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{locations, products};

/// Move goods between two locations at once.
///
/// `mercer transfers` is for goods that are on their way for a while.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  mercer stock transfer MUG-BLUE 4 --from 'Main warehouse' --to Shop"
)]
pub(in crate::cli) struct Transfer {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// How much.
    quantity: Quantity,

    /// Where they leave.
    #[arg(long, value_name = "NAME|ID")]
    from: Reference,

    /// Where they arrive.
    #[arg(long, value_name = "NAME|ID")]
    to: Reference,

    /// In words.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Transfer {
    /// Moves the goods.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let product = products::resolve(store, &self.product).await?;
        let from = locations::resolve(store, &self.from).await?;
        let to = locations::resolve(store, &self.to).await?;
        let input = inventory::Transfer {
            product_id: product.id,
            from_location_id: from.id,
            to_location_id: to.id,
            quantity: self.quantity,
            reason: self.reason,
        };
        inventory::transfer(store, input).await?;
        let moved = json!({
            "product_id": product.id,
            "from_location_id": from.id,
            "to_location_id": to.id,
            "quantity": self.quantity,
        });
        output.show(&moved, |_| {
            let quantity = self.quantity;
            let sku = &product.sku;
            format!(
                "{quantity} of {sku} moved from {} to {}.\n",
                from.name, to.name
            )
        })
    }
}
