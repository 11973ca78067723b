//! `mercer export`: the store's data as rows of text.

mod all;
mod table;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::exports::{ExportError, Subject};

use super::Failure;
use super::output::Output;

/// What can be exported.
#[derive(Debug, Subcommand)]
pub(super) enum ExportCommand {
    /// Who buys: a row for each customer's address. Passwords are not exported.
    Customers(table::Table),
    /// What is sold.
    Products(table::Table),
    /// How much of each product is at each location.
    Stock(table::Table),
    /// Orders: a row for each line.
    Orders(table::Table),
    /// The tree of categories.
    Categories(table::Table),
    /// How products are taxed.
    TaxClasses(table::Table),
    /// Where goods are kept.
    Locations(table::Table),
    All(all::All),
}

impl ExportCommand {
    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ExportCommand::Customers(table) => table.run(Subject::Customers, store, output).await,
            ExportCommand::Products(table) => table.run(Subject::Products, store, output).await,
            ExportCommand::Stock(table) => table.run(Subject::Stock, store, output).await,
            ExportCommand::Orders(table) => table.run(Subject::Orders, store, output).await,
            ExportCommand::Categories(table) => table.run(Subject::Categories, store, output).await,
            ExportCommand::TaxClasses(table) => table.run(Subject::TaxClasses, store, output).await,
            ExportCommand::Locations(table) => table.run(Subject::Locations, store, output).await,
            ExportCommand::All(all) => all.run(store, output).await,
        }
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Database(error) => error.into(),
            other @ ExportError::Output(_) => Failure::refused(other.to_string()),
        }
    }
}
