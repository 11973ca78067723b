//! `mercer customers show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Show one customer.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  mercer customers show anna\n  mercer customers show id:7 --json"
)]
pub(in crate::cli) struct Show {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,
}

impl Show {
    /// Finds the customer and prints them.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.customer).await?, output)
    }
}
