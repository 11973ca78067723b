//! `mercer addresses remove`.

use clap::Args;
use mercer_store::{Store, addresses};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, maybe};
use crate::json;

/// Remove an address: from everybody who has it, or from one customer.
///
/// A customer keeps at least one address.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "\
Examples:
  mercer addresses remove 7
  mercer addresses remove 7 --customer bert --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its id, as `mercer addresses list` shows it.
    id: i64,

    /// Only from this customer's book.
    #[arg(long, value_name = "USERNAME|ID")]
    customer: Option<Reference>,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the address, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let address = json::Address::from(addresses::get(store, self.id).await?);
        let customer = self.customer.as_ref();
        let customer = maybe(customer, async |named| {
            customers::resolve(store, named).await
        });
        let customer = customer.await?;
        let from = customer.as_ref().map_or("everybody", |one| &one.username);
        let line = address.in_one_line();
        self.confirmation
            .ask(&format!("Remove {line} from {from}"))?;
        match &customer {
            Some(customer) => addresses::unlink(store, customer.id, self.id, None).await?,
            None => addresses::delete(store, self.id, None).await?,
        }
        output.show(&address, |_| format!("{line} is removed from {from}.\n"))
    }
}
