//! `mercer counts cancel`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::counts;

use crate::cli::Failure;
use crate::cli::output::Output;

/// End a count and book nothing, and print it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer counts cancel 3")]
pub(in crate::cli) struct Cancel {
    /// Its id, as `mercer counts list` shows it.
    id: i64,
}

impl Cancel {
    /// Cancels the count.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(counts::cancel(store, self.id, None).await?, output)
    }
}
