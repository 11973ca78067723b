//! `mercer payment-methods list`.

use clap::Args;
use mercer_store::{Store, payment_methods};

use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::page::{Listed, print_whole};
use crate::cli::reference::Reference;
use crate::cli::table::{Align, yes};
use crate::json;

/// List a customer's payment methods.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payment-methods list anna")]
pub(in crate::cli) struct List {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = customers::resolve(store, &self.customer).await?;
        let methods = payment_methods::list(store, customer.id).await?;
        let methods = methods.into_iter().map(json::PaymentMethod::from);
        print_whole(output, &methods.collect::<Vec<_>>())
    }
}

impl Listed for json::PaymentMethod {
    const NOUN: &'static str = "payment methods";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("MEANS", Align::Left),
        ("GOOD UNTIL", Align::Left),
        ("LABEL", Align::Left),
        ("DEFAULT", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            super::means(self),
            super::expiry(self).unwrap_or_default(),
            self.label.clone().unwrap_or_default(),
            yes(self.is_default),
        ]
    }
}
