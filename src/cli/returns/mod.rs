//! `mercer returns`: goods of a sale that came back.

mod add;
mod list;
mod refusal;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::returns::ReturnWithItems;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use crate::json;

/// Verbs of returns.
#[derive(Debug, Subcommand)]
pub(super) enum ReturnsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
}

impl ReturnsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ReturnsCommand::List(_) | ReturnsCommand::Show(_) => Permission::OrdersRead,
            ReturnsCommand::Add(_) => Permission::OrdersEdit,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ReturnsCommand::List(list) => list.run(store, output).await,
            ReturnsCommand::Show(show) => show.run(store, output).await,
            ReturnsCommand::Add(add) => add.run(store, output).await,
        }
    }
}

/// Prints the return, in the currency of its order.
pub(super) async fn print(
    store: &Store,
    found: ReturnWithItems,
    output: &Output,
) -> Result<(), Failure> {
    let order = mercer_store::orders::get(store, found.row.order_id).await?;
    let found = json::ReturnWithItems::of(found, &order.order.currency);
    output.show(&found, |found| show::text(found, &order))
}
