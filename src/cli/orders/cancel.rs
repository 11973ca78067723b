//! `mercer orders cancel`.

use clap::Args;
use mercer_store::{Store, orders};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Call an order off, release its goods, and print it.
///
/// Goods that have left are taken back with `mercer returns add`, money that was received is given
/// back with `mercer payments refund` first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer orders cancel 1000")]
pub(in crate::cli) struct Cancel {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,
}

impl Cancel {
    /// Cancels it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.order).await?.order.id;
        super::print(orders::cancel(store, id, None).await?, output)
    }
}
