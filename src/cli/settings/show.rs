//! `mercer settings show`.

use clap::Args;
use mercer_store::{Store, settings};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Show one setting.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer settings show store.name")]
pub(in crate::cli) struct Show {
    /// Its name, as `mercer settings list` shows it.
    name: String,
}

impl Show {
    /// Prints the setting.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(settings::get(store, &self.name).await?, output)
    }
}
