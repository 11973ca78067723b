//! `mercer counts show`.

use clap::Args;
use mercer_store::inventory::counts;
use mercer_store::{PageRequest, Store};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Show one count; `mercer counts lines` shows its sheet.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer counts show 3")]
pub(in crate::cli) struct Show {
    /// Its id, as `mercer counts list` shows it.
    id: i64,
}

impl Show {
    /// Prints the count.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let sheet = counts::get(store, self.id, PageRequest::first(1)).await?;
        super::show(sheet.count, output)
    }
}
