//! `mercer users show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Show one of the staff.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer users show kim")]
pub(in crate::cli) struct Show {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,
}

impl Show {
    /// Finds the user and prints them.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(super::resolve(store, &self.user).await?, output)
    }
}
