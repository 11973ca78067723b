//! `mercer stock`.

mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;

/// Verbs of stock.
#[derive(Debug, Subcommand)]
pub(super) enum StockCommand {
    Show(show::Show),
}

impl StockCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            StockCommand::Show(_) => Permission::StockRead,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            StockCommand::Show(show) => show.run(store, output).await,
        }
    }
}
