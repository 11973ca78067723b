//! `mercer transfers show`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::transfers;

use crate::cli::Failure;
use crate::cli::output::Output;

/// Show one transfer with its goods.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer transfers show 3")]
pub(in crate::cli) struct Show {
    /// Its id, as `mercer transfers list` shows it.
    id: i64,
}

impl Show {
    /// Prints the transfer.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(transfers::get(store, self.id).await?, output)
    }
}
