//! `mercer products list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::products::{self, Kind, ListProducts, ProductError, ProductSort};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::{Align, yes};
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{categories, tax_classes};
use crate::json;

/// List the products, archived ones left out.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer products list
  mercer products list --q Coff --sort price
  mercer products list --words 'organic apple' --category Fruit --all --json")]
pub(in crate::cli) struct List {
    /// Only products whose name begins with this; capitals do not matter.
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,

    /// Only those with all of these words in name or description.
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,

    /// Only those in this category or inside it.
    #[arg(long, value_name = "NAME|ID")]
    category: Option<Reference>,

    /// Only those that are taxed so.
    #[arg(long, value_name = "CODE|ID")]
    tax_class: Option<Reference>,

    /// Only those of this grouping of the shop's own.
    #[arg(long = "type", value_name = "TEXT")]
    product_type: Option<String>,

    /// Only goods, or only services.
    #[arg(long, value_parser = one_of::<Kind>(Kind::WORDS))]
    kind: Option<Kind>,

    /// Only those for this price or more, in the store's currency.
    #[arg(long, value_name = "AMOUNT")]
    price_from: Option<String>,

    /// Only those for this price or less.
    #[arg(long, value_name = "AMOUNT")]
    price_to: Option<String>,

    /// Only those that can (true) or cannot (false) be ordered.
    #[arg(long)]
    active: Option<bool>,

    /// Only archived ones.
    #[arg(long)]
    archived: bool,

    #[command(flatten)]
    sort: SortArgument<ProductSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (category, class) = (self.category.as_ref(), self.tax_class.as_ref());
        let category = maybe(category, async |named| {
            categories::resolve(store, named).await
        });
        let class = maybe(class, async |named| {
            tax_classes::resolve(store, named).await
        });
        let wanted = ListProducts {
            sort: self.sort.by,
            name_prefix: self.q,
            words: self.words,
            kind: self.kind,
            product_type: self.product_type,
            inside_category_id: category.await?.map(|category| category.id),
            tax_class_id: class.await?.map(|class| class.id),
            price_at_least: super::minor(
                "--price-from",
                self.price_from.as_deref(),
                store.currency(),
            )?,
            price_at_most: super::minor("--price-to", self.price_to.as_deref(), store.currency())?,
            active: self.active,
            archived: Some(self.archived),
            ..ListProducts::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = products::list(store, ListProducts { page, ..wanted }).await;
                Ok(json::Page::of(
                    page.map_err(refused)?,
                    json::Product::for_staff,
                ))
            })
            .await
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

impl Listed for json::Product {
    const NOUN: &'static str = "products";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("KIND", Align::Left),
        ("PRICE", Align::Right),
        ("PER", Align::Left),
        ("ON SALE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.sku.clone(),
            self.name.clone(),
            self.kind.to_string(),
            self.price.to_string(),
            self.unit.to_string(),
            yes(self.active),
        ]
    }
}
