//! `mercer addresses show`.

use clap::Args;
use mercer_store::{Store, addresses};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Show one address.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer addresses show 7")]
pub(in crate::cli) struct Show {
    /// Its id, as `mercer addresses list` shows it.
    id: i64,
}

impl Show {
    /// Prints the address.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(addresses::get(store, self.id).await?, output)
    }
}
