//! `mercer addresses add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::addresses::{self, AddAddress};

use super::AddressArguments;
use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Add an address to a customer's book and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer addresses add --customer anna --line1 '1 High Street' --city London --zip-code 'N1 1AA' \\
    --country GB --label work --default-shipping")]
pub(in crate::cli) struct Add {
    /// Whose it is.
    #[arg(long, value_name = "USERNAME|ID")]
    customer: Reference,

    /// What it is to them: home, work.
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Goods go here from now on.
    #[arg(long)]
    default_shipping: bool,

    /// Invoices go here from now on.
    #[arg(long)]
    default_billing: bool,

    #[command(flatten)]
    address: AddressArguments,
}

impl Add {
    /// Adds the address.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = AddAddress {
            customer_id: customers::resolve(store, &self.customer).await?.id,
            address: self.address.into(),
            label: self.label,
            default_shipping: self.default_shipping,
            default_billing: self.default_billing,
        };
        super::show(addresses::add(store, input).await?.address, output)
    }
}
