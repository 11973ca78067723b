//! `mercer counts open`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::counts::{self, OpenCount};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, maybe};
use crate::cli::{locations, products};

/// Begin to count a location, and print the count.
///
/// Selling goes on meanwhile: what is counted is compared with what is on hand at that moment.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer counts open --location 'Main warehouse'
  mercer counts open --product MUG-BLUE --product COFFEE --note 'top shelf'")]
pub(in crate::cli) struct Open {
    /// The location; the first one if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    /// Only this product; may be given several times. Everything that the location has or had if
    /// not given.
    #[arg(long = "product", value_name = "SKU|ID")]
    products: Vec<Reference>,

    /// In words.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Open {
    /// Opens the count.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let location = self.location.as_ref();
        let location = maybe(location, async |named| {
            locations::resolve(store, named).await
        });
        let mut product_ids = Vec::new();
        for product in &self.products {
            product_ids.push(products::resolve(store, product).await?.id);
        }
        let input = OpenCount {
            location_id: location.await?.map(|location| location.id),
            product_ids: (!product_ids.is_empty()).then_some(product_ids),
            note: self.note,
        };
        super::show(counts::open(store, input).await?, output)
    }
}
