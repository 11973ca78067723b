//! `mercer import`.

mod online_retail;
mod table;

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::exports::Subject;

use super::Failure;
use super::output::Output;

/// What can be loaded.
#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Load customers: a row for each of their addresses, the rows of a customer together.
    ///
    /// A customer is known by the user name, or by the e-mail address where the file has none.
    Customers(table::Table),
    /// Load products, also from an export of Shopify, WooCommerce or Square.
    ///
    /// A product is known by its SKU. Categories that are missing are made.
    Products(table::Table),
    /// Load what is on hand: the file says what was counted, and the difference is booked.
    ///
    /// Also from a product export of Shopify, WooCommerce or Square.
    Stock(table::Table),
    /// Load orders: a row for each line, the rows of an order together.
    ///
    /// An order keeps its number, prices and times; one whose number is there is left as it is.
    /// What left already moves no stock, and what is still to be sent is reserved: import products,
    /// customers and stock first.
    Orders(table::Table),
    /// Load the tree of categories, parents first.
    Categories(table::Table),
    /// Load how products are taxed.
    TaxClasses(table::Table),
    /// Load where goods are kept.
    Locations(table::Table),
    OnlineRetail(online_retail::OnlineRetail),
}

impl ImportCommand {
    /// The file of one subject, and which it is.
    fn table(&self) -> Option<(&table::Table, Subject)> {
        match self {
            ImportCommand::Customers(table) => Some((table, Subject::Customers)),
            ImportCommand::Products(table) => Some((table, Subject::Products)),
            ImportCommand::Stock(table) => Some((table, Subject::Stock)),
            ImportCommand::Orders(table) => Some((table, Subject::Orders)),
            ImportCommand::Categories(table) => Some((table, Subject::Categories)),
            ImportCommand::TaxClasses(table) => Some((table, Subject::TaxClasses)),
            ImportCommand::Locations(table) => Some((table, Subject::Locations)),
            ImportCommand::OnlineRetail(_) => None,
        }
    }

    /// Whether a store that is not there may be made for it.
    pub(super) fn changes_something(&self) -> bool {
        self.table().is_none_or(|(table, _)| !table.dry_run())
    }

    /// Opens what is to be read, before a store is opened or created for it.
    pub(super) fn source(&self) -> Result<File, Failure> {
        match self {
            ImportCommand::OnlineRetail(import) => import.source(),
            ImportCommand::Customers(table)
            | ImportCommand::Products(table)
            | ImportCommand::Stock(table)
            | ImportCommand::Orders(table)
            | ImportCommand::Categories(table)
            | ImportCommand::TaxClasses(table)
            | ImportCommand::Locations(table) => table.source(),
        }
    }

    /// Does it.
    pub(super) async fn run(
        self,
        source: File,
        store: &Store,
        output: &Output,
    ) -> Result<ExitCode, Failure> {
        let subject = self.table().map(|(_, subject)| subject);
        match self {
            ImportCommand::OnlineRetail(import) => {
                let imported = import.run(source, store, output).await;
                imported.map(|()| ExitCode::SUCCESS)
            }
            ImportCommand::Customers(table)
            | ImportCommand::Products(table)
            | ImportCommand::Stock(table)
            | ImportCommand::Orders(table)
            | ImportCommand::Categories(table)
            | ImportCommand::TaxClasses(table)
            | ImportCommand::Locations(table) => {
                // Every variant with a table has a subject.
                let subject = subject.unwrap_or(Subject::Products);
                table.run(subject, store, output).await
            }
        }
    }
}

/// Opens a file that is to be read.
fn source(path: &Path, hint: &str) -> Result<File, Failure> {
    let refused = |reason: &str| {
        Failure::refused(format!("cannot read {}: {reason}", path.display())).hint(hint)
    };
    let file = File::open(path).map_err(|error| refused(&error.to_string()))?;
    match file.metadata() {
        Ok(metadata) if metadata.is_dir() => Err(refused("it is a folder")),
        _ => Ok(file),
    }
}
