//! `mercer products edit`.

use clap::Args;
use mercer_store::patch::Patch;
use mercer_store::products::{self, UpdateProduct};
use mercer_store::staff::Permission;
use mercer_store::{Currency, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched, patched_text};
use crate::cli::{categories, tax_classes};

/// Change a product and print it; what is not given stays.
///
/// Orders that were placed keep what they were placed with.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer products edit MUG-BLUE --price 7.95 --cost 3.30
  mercer products edit MUG-BLUE --barcode 4006381333931 --category Kitchen
  mercer products edit MUG-BLUE --active false --description ''")]
pub(in crate::cli) struct Edit {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,

    /// Another code, unique.
    #[arg(long)]
    sku: Option<String>,

    /// Another name.
    #[arg(long)]
    name: Option<String>,

    /// Another price of one unit, for orders from now on. Takes the permission prices.write.
    #[arg(long, value_name = "AMOUNT")]
    price: Option<String>,

    /// What one unit costs the shop from now on, in the currency of the price; '' when it is not
    /// known any more.
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,

    /// The currency of the new price; its own if not given.
    #[arg(long, value_name = "CODE", requires = "price")]
    currency: Option<Currency>,

    /// Another barcode; '' takes it away.
    #[arg(long, value_name = "DIGITS")]
    barcode: Option<String>,

    /// Another category; '' for none.
    #[arg(long, value_name = "NAME|ID")]
    category: Option<Reference>,

    /// How it is taxed from now on; '' for not at all.
    #[arg(long, value_name = "CODE|ID")]
    tax_class: Option<Reference>,

    /// The shop's own grouping; '' takes it away.
    #[arg(long = "type", value_name = "TEXT")]
    product_type: Option<String>,

    /// What it is; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,

    /// Whether it can be ordered.
    #[arg(long)]
    active: Option<bool>,
}

impl Edit {
    /// A price is not everybody's who may change the catalogue. No role may change prices and
    /// nothing else of it.
    pub(super) fn permission(&self) -> Permission {
        match self.price {
            Some(_) => Permission::PricesWrite,
            None => Permission::CatalogueWrite,
        }
    }

    /// Changes the product.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let product = super::resolve(store, &self.product).await?;
        let category = patched(self.category.as_ref(), async |named| {
            Ok(categories::resolve(store, named).await?.id)
        });
        let class = patched(self.tax_class.as_ref(), async |named| {
            Ok(tax_classes::resolve(store, named).await?.id)
        });
        let own = || product.currency.parse().unwrap_or(store.currency());
        let price = self.price.as_deref();
        let currency = self.currency.unwrap_or_else(own);
        let price = super::minor("--price", price, currency)?;
        let cost = match patched_text(self.cost) {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(cost) => Patch::Set(super::cost(&cost, currency)?),
        };
        let input = UpdateProduct {
            expected_version: None,
            sku: self.sku,
            barcode: patched_text(self.barcode),
            name: self.name,
            description: patched_text(self.description),
            product_type: patched_text(self.product_type),
            category_id: category.await?,
            tax_class_id: class.await?,
            price,
            cost,
            currency: self.currency,
            active: self.active,
        };
        super::show(products::update(store, product.id, input).await?, output)
    }
}
