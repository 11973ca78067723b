//! `mercer orders place-draft`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, OrderWithItems};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Place an order that was drafted, at the prices of today, and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders place-draft 1000
  mercer orders place-draft 1000 --handed-over")]
pub(in crate::cli) struct PlaceDraft {
    /// The draft's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// The customer takes the goods along; they are reserved for a shipment otherwise.
    #[arg(long)]
    handed_over: bool,
}

impl PlaceDraft {
    /// Places it and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(self.make(store).await?, output)
    }

    /// Places it.
    pub(super) async fn make(self, store: &Store) -> Result<OrderWithItems, Failure> {
        let id = super::resolve(store, &self.order).await?.order.id;
        let placed = if self.handed_over {
            orders::hand_over_draft(store, id, None).await
        } else {
            orders::place_draft(store, id, None).await
        };
        Ok(placed?)
    }
}
