//! `mercer stock show`.

use clap::Args;
use mercer_store::products::Kind;
use mercer_store::{Store, inventory, locations};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table};
use crate::json;

/// Show what is on hand of one product, per location.
///
/// Of what is on hand, some is reserved for orders that have not left yet; the rest is available.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer stock show MUG-BLUE")]
pub(in crate::cli) struct Show {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,
}

impl Show {
    /// Prints the levels.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let product = products::resolve(store, &self.product).await?;
        let mut levels = Vec::new();
        for level in inventory::levels(store, product.id).await? {
            let location = locations::get(store, level.location_id).await?;
            levels.push(json::StockLevel::of(&level, location.name));
        }
        if levels.is_empty() {
            output.message(&match product.kind {
                Kind::Service => format!("{} is a service and has no stock.", product.sku),
                Kind::Goods => format!("{} was never in stock.", product.sku),
            });
        }
        let levels = json::StockLevels {
            product_id: product.id,
            sku: product.sku,
            name: product.name,
            unit: product.unit,
            levels,
        };
        output.show(&levels, text)
    }
}

fn text(stock: &json::StockLevels) -> String {
    let mut table = Table::new(&[
        ("LOCATION", Align::Left),
        ("ON HAND", Align::Right),
        ("RESERVED", Align::Right),
        ("AVAILABLE", Align::Right),
        ("UNIT", Align::Left),
    ]);
    for level in &stock.levels {
        table.row(vec![
            level.location.clone(),
            level.on_hand.to_string(),
            level.reserved.to_string(),
            level.available.to_string(),
            stock.unit.to_string(),
        ]);
    }
    table.render()
}
