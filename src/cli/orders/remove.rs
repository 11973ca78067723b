//! `mercer orders remove`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, Cascade};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Delete an order from the books, with its lines, shipments and returns. Invoices stay.
///
/// An order that was only called off is better cancelled: it stays in the books then.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "\
Examples:
  mercer orders remove 1000
  mercer orders remove 1000 --with-payments --yes"
)]
pub(in crate::cli) struct Remove {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// Delete its payments too, received or given back; an order that was paid is refused otherwise.
    #[arg(long)]
    with_payments: bool,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Deletes it, and prints what that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = super::resolve(store, &self.order).await?;
        let (cascade, what) = if self.with_payments {
            (Cascade::WithPayments, " with its payments")
        } else {
            (Cascade::Refuse, "")
        };
        let question = format!("Remove order {}{what} from the books", order.order.number);
        self.confirmation.ask(&question)?;
        orders::delete(store, order.order.id, cascade, None).await?;
        output.show(&json::OrderWithItems::from(order), |order| {
            format!("Order {} is removed.\n", order.order.number)
        })
    }
}
