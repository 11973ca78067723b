//! `mercer products add`.

use clap::Args;
use mercer_store::products::{self, CreateProduct, Kind};
use mercer_store::{Currency, Store, Unit};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, maybe};
use crate::cli::words::one_of;
use crate::cli::{categories, tax_classes};

/// Add a product and print it.
///
/// Goods are put on the shelf with `mercer stock receive`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer products add MUG-BLUE --name 'Blue mug' --price 7.50 --cost 3.10
  mercer products add APPLE-KG --name 'Apples, loose' --price 2.40 --unit kg --category Fruit
  mercer products add POSTAGE --name Postage --price 3.95 --kind service")]
pub(in crate::cli) struct Add {
    /// The shop's own code, unique.
    sku: String,

    /// Its name.
    #[arg(long)]
    name: String,

    /// The price of one unit, such as 2.55.
    #[arg(long, value_name = "AMOUNT")]
    price: String,

    /// What one unit costs the shop, such as 1.20, for the margin in reports; left out when it is not
    /// known.
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,

    /// The currency of price and cost, such as GBP; the store's if not given.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,

    /// What price and quantities count; it stays what it is.
    #[arg(long, default_value_t = Unit::Each, value_parser = one_of::<Unit>(Unit::WORDS))]
    unit: Unit,

    /// Goods have stock, a service has none; it stays what it is.
    #[arg(long, default_value_t = Kind::Goods, value_parser = one_of::<Kind>(Kind::WORDS))]
    kind: Kind,

    /// The code printed on it: EAN-8, EAN-13 or UPC-A.
    #[arg(long, value_name = "DIGITS")]
    barcode: Option<String>,

    /// Its category.
    #[arg(long, value_name = "NAME|ID")]
    category: Option<Reference>,

    /// How it is taxed; without a class it carries no tax.
    #[arg(long, value_name = "CODE|ID")]
    tax_class: Option<Reference>,

    /// The shop's own grouping.
    #[arg(long = "type", value_name = "TEXT")]
    product_type: Option<String>,

    /// What it is.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,

    /// It cannot be ordered yet.
    #[arg(long)]
    inactive: bool,
}

impl Add {
    /// Adds the product.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (category, class) = (self.category.as_ref(), self.tax_class.as_ref());
        let category = maybe(category, async |named| {
            categories::resolve(store, named).await
        });
        let class = maybe(class, async |named| {
            tax_classes::resolve(store, named).await
        });
        let currency = self.currency.unwrap_or_else(|| store.currency());
        let price = super::minor("--price", Some(&self.price), currency)?;
        let cost = self.cost.map(|cost| super::cost(&cost, currency));
        let input = CreateProduct {
            sku: self.sku,
            barcode: self.barcode,
            name: self.name,
            description: self.description,
            product_type: self.product_type,
            kind: self.kind,
            category_id: category.await?.map(|category| category.id),
            tax_class_id: class.await?.map(|class| class.id),
            unit: self.unit,
            price: price.unwrap_or_default(),
            cost: cost.transpose()?,
            currency: Some(currency),
            active: !self.inactive,
        };
        super::show(products::create(store, input).await?, output)
    }
}
