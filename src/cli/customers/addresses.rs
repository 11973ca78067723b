//! `mercer customers addresses`.

use clap::Args;
use mercer_store::{Store, addresses};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::{Align, yes};
use crate::json;

/// List the addresses in a customer's book.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer customers addresses anna")]
pub(in crate::cli) struct Addresses {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    #[command(flatten)]
    page: PageArguments,
}

impl Addresses {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.customer).await?.id;
        self.page
            .print(output, async |page| {
                let page = addresses::list_of(store, id, page).await?;
                Ok(json::Page::of(page, json::CustomerAddress::from))
            })
            .await
    }
}

impl Listed for json::CustomerAddress {
    const NOUN: &'static str = "addresses";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("LABEL", Align::Left),
        ("ADDRESS", Align::Left),
        ("SHIPPING", Align::Left),
        ("BILLING", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.address_id.to_string(),
            self.label.clone().unwrap_or_default(),
            self.address.in_one_line(),
            yes(self.default_shipping),
            yes(self.default_billing),
        ]
    }
}
