//! `mercer locations show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Show one location.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer locations show 'Main warehouse'")]
pub(in crate::cli) struct Show {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    location: Reference,
}

impl Show {
    /// Finds the location and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.location).await?, output)
    }
}
