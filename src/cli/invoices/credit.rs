//! `mercer invoices credit`.

use clap::Args;
use mercer_store::{Store, invoices};

use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, orders};

/// Take back what was billed for an order and is not owed any more, and print the credit note.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer invoices credit 1000 --reason \"Goods came back\"")]
pub(in crate::cli) struct Credit {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// The series of its number; CN if not given.
    #[arg(long, value_name = "NAME")]
    series: Option<String>,
}

impl Credit {
    /// Issues it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = orders::resolve(store, &self.order).await?.order.id;
        let series = self.series.as_deref();
        super::print(
            invoices::credit(store, id, &self.reason, series).await?,
            output,
        )
    }
}
