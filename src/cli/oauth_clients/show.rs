//! `mercer oauth-clients show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Show one OAuth client, without its secret.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer oauth-clients show accounting")]
pub(in crate::cli) struct Show {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    client: Reference,
}

impl Show {
    /// Finds the client and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.client).await?, output)
    }
}
