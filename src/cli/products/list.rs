//! `mercer products list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::products::{self, ListProducts, ProductError};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::PageArguments;
use crate::cli::table::{Align, Table};
use crate::json;

/// List the products, oldest first, a page at a time.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer products list
  mercer products list --q Coff --limit 50")]
pub(in crate::cli) struct List {
    /// Only products whose name begins with this; capitals do not matter.
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints one page.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListProducts {
            page: self.page.request()?,
            name_prefix: self.q,
            ..ListProducts::default()
        };
        let page = json::Page::of(
            products::list(store, wanted).await.map_err(refused)?,
            json::Product::from,
        );
        if page.items.is_empty() {
            output.message("There are no products here.");
        }
        output.show(&page, text)?;
        output.more("products list", &page);
        Ok(())
    }
}

fn refused(error: ProductError) -> Failure {
    match error {
        ProductError::Invalid(invalid) if invalid.field == "name_prefix" => {
            Failure::of_option("--q", &invalid.reason)
        }
        other => other.into(),
    }
}

fn text(page: &json::Page<json::Product>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("KIND", Align::Left),
        ("PRICE", Align::Right),
        ("PER", Align::Left),
        ("ON SALE", Align::Left),
    ]);
    for product in &page.items {
        table.row(vec![
            product.id.to_string(),
            product.sku.clone(),
            product.name.clone(),
            product.kind.to_string(),
            product.price.to_string(),
            product.unit.to_string(),
            if product.active { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table.render()
}
