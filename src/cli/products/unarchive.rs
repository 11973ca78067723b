//! `mercer products unarchive`.

use clap::Args;
use mercer_store::{Store, products};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Take an archived product back, and print it.
///
/// It is not on sale before `mercer products edit --active true`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer products unarchive MUG-BLUE")]
pub(in crate::cli) struct Unarchive {
    /// A SKU or barcode; a number that is neither is taken for an id (id:7 is always an id).
    #[arg(value_name = "SKU|ID")]
    product: Reference,
}

impl Unarchive {
    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.product).await?.id;
        super::show(products::unarchive(store, id, None).await?, output)
    }
}
