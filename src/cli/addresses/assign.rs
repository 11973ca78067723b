//! `mercer addresses assign`.

use clap::Args;
use mercer_store::Store;
use mercer_store::addresses::{self, EditLink, UnlessLinked};

use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched_text};
use crate::cli::table::{facts, yes};
use crate::json;

/// Put an address into a customer's book too, or change what it is to them.
///
/// One address always is where goods go, and one where invoices go: making one the default takes
/// it from the other.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer addresses assign 7 bert --label work
  mercer addresses assign 7 anna --default-shipping")]
pub(in crate::cli) struct Assign {
    /// The address's id, as `mercer addresses list` shows it.
    id: i64,

    /// Whose it becomes: a user name or e-mail address, or an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    /// What it is to them: home, work; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Goods go here from now on.
    #[arg(long)]
    default_shipping: bool,

    /// Invoices go here from now on.
    #[arg(long)]
    default_billing: bool,
}

impl Assign {
    /// Writes the entry in the book.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = customers::resolve(store, &self.customer).await?;
        let input = EditLink {
            customer_id: customer.id,
            address_id: self.id,
            expected_state: None,
            label: patched_text(self.label),
            default_shipping: self.default_shipping.then_some(true),
            default_billing: self.default_billing.then_some(true),
            unless_linked: UnlessLinked::Link,
        };
        let entry = addresses::edit_link(store, input).await?;
        output.show(&json::CustomerAddress::from(entry), |entry| {
            facts(&[
                ("Address", format!("id {}", entry.address_id)),
                ("Customer", customer.username.clone()),
                ("Label", entry.label.clone().unwrap_or_default()),
                ("Shipping", yes(entry.default_shipping)),
                ("Billing", yes(entry.default_billing)),
            ])
        })
    }
}
