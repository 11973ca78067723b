//! `mercer tax-classes show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Show one tax class.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer tax-classes show standard")]
pub(in crate::cli) struct Show {
    /// Its code; a number that is no code is taken for an id (id:7 is always an id).
    #[arg(value_name = "CODE|ID")]
    class: Reference,
}

impl Show {
    /// Finds the tax class and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.class).await?, output)
    }
}
