//! `mercer orders place`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, Fulfilment, OrderKind};
use mercer_store::staff::Permission;

use super::content::Content;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Place an order for a customer and print it.
///
/// The goods are reserved until they are shipped; with --handed-over the customer takes them along
/// at once. An order that cannot be filled completely is refused and changes nothing.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders place --customer anna --line MUG-BLUE=2 --line COFFEE=0.350
  mercer orders place --customer anna --line MUG-BLUE=2 --shipping 4.95 \\
      --discount 10% --discount-reason \"A regular\"
  mercer orders place --customer id:7 --line MUG-BLUE=1 --return")]
pub(in crate::cli) struct Place {
    #[command(flatten)]
    content: Content,

    /// Take goods back instead of selling them.
    #[arg(long = "return", conflicts_with = "handed_over")]
    is_return: bool,

    /// The customer takes the goods along.
    #[arg(long)]
    handed_over: bool,
}

impl Place {
    /// Taking goods back is another thing than selling.
    pub(super) fn permission(&self) -> Permission {
        if self.is_return {
            Permission::OrdersEdit
        } else {
            Permission::OrdersPlace
        }
    }

    /// Looks up what was named, places the order and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let kind = if self.is_return {
            OrderKind::Return
        } else {
            OrderKind::Sale
        };
        let fulfilment = if self.handed_over {
            Fulfilment::HandOver
        } else {
            Fulfilment::Reserve
        };
        let order = self.content.order(store, kind, fulfilment).await?;
        let placed = orders::place(store, order).await;
        super::print(placed.map_err(|error| self.content.refused(error))?, output)
    }
}
