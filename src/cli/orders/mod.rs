//! `mercer orders`.

mod list;
mod place;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;

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
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            OrdersCommand::Place(place) => place.permission(),
            OrdersCommand::Show(_) | OrdersCommand::List(_) => Permission::OrdersRead,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            OrdersCommand::Place(place) => place.run(store, output).await,
            OrdersCommand::Show(show) => show.run(store, output).await,
            OrdersCommand::List(list) => list.run(store, output).await,
        }
    }
}
