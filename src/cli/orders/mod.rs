//! `mercer orders`.

mod list;
mod place;
mod show;

use clap::Subcommand;
use mercer_store::Store;

use super::Failure;
use super::output::Output;

/// Verbs of orders.
#[derive(Debug, Subcommand)]
pub(super) enum OrdersCommand {
    Place(place::Place),
    Show(show::Show),
    List(list::List),
}

impl OrdersCommand {
    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            OrdersCommand::Place(place) => place.run(store, output).await,
            OrdersCommand::Show(show) => show.run(store, output).await,
            OrdersCommand::List(list) => list.run(store, output).await,
        }
    }
}
