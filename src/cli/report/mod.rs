//! `mercer report`.

mod customers;
mod margin;
mod options;
mod products;
mod sales;
mod sheet;
mod stock;
mod tax;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;

/// What can be reported.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Every report is of the orders that are placed, each on the day (UTC) on which it was placed and as it
stands now: what was credited since lowers the figures of that day. Amounts are in one currency.
Margin is the net revenue of the lines whose cost is known (mercer products edit --cost), less that cost;
what has no known cost is told beside it and never taken for free.")]
pub(super) enum ReportCommand {
    Sales(sales::Sales),
    Products(products::Products),
    Customers(customers::Customers),
    Stock(stock::Stock),
    Tax(tax::Tax),
}

impl ReportCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ReportCommand::Sales(_)
            | ReportCommand::Products(_)
            | ReportCommand::Customers(_)
            | ReportCommand::Stock(_)
            | ReportCommand::Tax(_) => Permission::BooksRead,
        }
    }

    /// Prints the report.
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ReportCommand::Sales(command) => command.run(store, output).await,
            ReportCommand::Products(command) => command.run(store, output).await,
            ReportCommand::Customers(command) => command.run(store, output).await,
            ReportCommand::Stock(command) => command.run(store, output).await,
            ReportCommand::Tax(command) => command.run(store, output).await,
        }
    }
}
