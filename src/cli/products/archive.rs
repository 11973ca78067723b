//! `mercer products archive`.

use clap::Args;
use mercer_store::{Store, products};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Take a product out of the catalogue for good, and print it.
///
/// It is not sold any more, and the books keep it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer products archive MUG-BLUE")]
pub(in crate::cli) struct Archive {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,
}

impl Archive {
    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.product).await?.id;
        super::show(products::archive(store, id, None).await?, output)
    }
}
