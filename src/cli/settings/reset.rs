//! `mercer settings reset`.

use clap::Args;
use mercer_store::{Store, settings};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Put a setting back to its default and print it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer settings reset store.name")]
pub(in crate::cli) struct Reset {
    /// Its name, as `mercer settings list` shows it.
    name: String,
}

impl Reset {
    /// Resets it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(settings::reset(store, &self.name, None).await?, output)
    }
}
