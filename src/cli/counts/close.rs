//! `mercer counts close`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::counts::{self, CloseCount};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Book the differences of a count and end it, and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer counts close 3 --reason 'November count'
  mercer counts close 3 --reason 'top shelf' --leave-uncounted")]
pub(in crate::cli) struct Close {
    /// Its id, as `mercer counts list` shows it.
    id: i64,

    /// Why the differences are booked.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// Products that nobody counted keep their stock; without this they are a refusal.
    #[arg(long)]
    leave_uncounted: bool,
}

impl Close {
    /// Closes the count.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = CloseCount {
            count_id: self.id,
            expected_version: None,
            reason: self.reason,
            leave_uncounted: self.leave_uncounted,
        };
        super::show(counts::close(store, input).await?, output)
    }
}
