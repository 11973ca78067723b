//! `mercer customers erase`.

use clap::Args;
use mercer_store::{Store, customers};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{facts, yes};
use crate::json;

/// Forget the person behind a customer, and keep the books.
///
/// Names, addresses, payment methods and what the log tells of them go; orders, payments and
/// invoices stay, of nobody. A customer who still waits for goods is not erased.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer customers erase anna --yes")]
pub(in crate::cli) struct Erase {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Erase {
    /// Erases the person, and tells what was forgotten.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = super::resolve(store, &self.customer).await?;
        let question = format!("Forget {} for good", customer.username);
        self.confirmation.ask(&question)?;
        let erased = customers::erase(store, customer.id, None).await?;
        output.show(&json::Erasure::from(erased), |erased| {
            facts(&[
                ("Person", yes(erased.person)),
                ("Addresses", erased.addresses.to_string()),
                ("Payment methods", erased.payment_methods.to_string()),
                ("Orders that named them", erased.orders.to_string()),
            ])
        })
    }
}
