//! `mercer stock`.

mod show;

use clap::Subcommand;
use mercer_store::Store;

use super::Failure;
use super::output::Output;

/// Verbs of stock.
#[derive(Debug, Subcommand)]
pub(super) enum StockCommand {
    Show(show::Show),
}

impl StockCommand {
    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            StockCommand::Show(show) => show.run(store, output).await,
        }
    }
}
