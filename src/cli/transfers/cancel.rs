//! `mercer transfers cancel`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::transfers;

use crate::cli::Failure;
use crate::cli::output::Output;

/// Bring what is in transit back to where it left, and print the transfer.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer transfers cancel 3")]
pub(in crate::cli) struct Cancel {
    /// Its id, as `mercer transfers list` shows it.
    id: i64,
}

impl Cancel {
    /// Cancels the transfer.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(transfers::cancel(store, self.id, None).await?, output)
    }
}
