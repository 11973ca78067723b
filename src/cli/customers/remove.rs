//! `mercer customers remove`.

use clap::Args;
use mercer_store::Store;
use mercer_store::customers::{self, Cascade};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a customer with their addresses, payment methods and drafts.
///
/// One with placed orders stays, unless --with-orders is given: then the orders, their payments and
/// shipments leave the books too. `erase` forgets the person and keeps the books.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "\
Examples:
  mercer customers remove anna
  mercer customers remove anna --with-orders --yes"
)]
pub(in crate::cli) struct Remove {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    /// Remove their placed orders from the books too.
    #[arg(long)]
    with_orders: bool,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the customer, and prints who that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = super::resolve(store, &self.customer).await?;
        let (cascade, what) = if self.with_orders {
            (Cascade::WithOrders, " with all their orders")
        } else {
            (Cascade::Refuse, "")
        };
        let question = format!("Remove the customer {}{what}", customer.username);
        self.confirmation.ask(&question)?;
        let removed = customers::delete(store, customer.id, cascade, None).await?;
        output.message(&format!(
            "Gone with them: {} placed orders, {} drafts, {} payments, {} addresses.",
            removed.orders, removed.drafts, removed.payments, removed.addresses
        ));
        output.show(&json::Customer::from(customer), |customer| {
            format!("The customer {} is removed.\n", customer.username)
        })
    }
}
