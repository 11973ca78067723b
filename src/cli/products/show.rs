//! `mercer products show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{facts, yes};
use crate::cli::time;
use crate::json;

/// Show one product.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer products show MUG-BLUE
  mercer products show id:7 --json")]
pub(in crate::cli) struct Show {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,
}

impl Show {
    /// Finds the product and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.product).await?, output)
    }
}

/// The product for people.
pub(super) fn text(product: &json::Product) -> String {
    let mut rows = vec![
        ("SKU", format!("{} (id {})", product.sku, product.id)),
        ("Name", product.name.clone()),
    ];
    rows.extend(product.barcode.clone().map(|code| ("Barcode", code)));
    rows.extend([
        ("Kind", product.kind.to_string()),
        ("Price", format!("{} per {}", product.price, product.unit)),
    ]);
    rows.extend(
        product
            .cost
            .map(|cost| ("Costs the shop", cost.to_string())),
    );
    rows.push(("On sale", yes(product.active)));
    rows.extend(product.archived_at.map(|at| ("Archived", time(at))));
    rows.extend(product.product_type.clone().map(|word| ("Type", word)));
    rows.extend(
        product
            .category_id
            .map(|category| ("Category", format!("id {category}"))),
    );
    rows.extend(
        product
            .tax_class_id
            .map(|class| ("Tax class", format!("id {class}"))),
    );
    rows.extend(
        product
            .description
            .clone()
            .map(|words| ("Description", words)),
    );
    facts(&rows)
}
