//! `mercer invoices issue`.

use clap::Args;
use mercer_store::{Store, invoices};

use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, orders};

/// Bill what a customer owes for an order and was not billed yet, and print the invoice.
///
/// Invoices are numbered without gaps and never changed.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer invoices issue 1000")]
pub(in crate::cli) struct Issue {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// The series of its number; INV if not given. A new one begins with its first invoice.
    #[arg(long, value_name = "NAME")]
    series: Option<String>,
}

impl Issue {
    /// Issues it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = orders::resolve(store, &self.order).await?.order.id;
        super::print(
            invoices::issue(store, id, self.series.as_deref()).await?,
            output,
        )
    }
}
