//! `mercer addresses list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::addresses::{self, AddressSort, ListAddresses};

use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::json;

/// List the addresses.
///
/// `mercer customers addresses` also tells what each is to a customer.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer addresses list --country GB
  mercer addresses list --customer anna")]
pub(in crate::cli) struct List {
    /// Only those of this customer.
    #[arg(long, value_name = "USERNAME|ID")]
    customer: Option<Reference>,

    /// Only those in this country: two letters, such as GB.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// Only those with this postal code, letter for letter.
    #[arg(long, value_name = "CODE")]
    zip_code: Option<String>,

    #[command(flatten)]
    sort: SortArgument<AddressSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = self.customer.as_ref();
        let customer = maybe(customer, async |named| {
            customers::resolve(store, named).await
        });
        let wanted = ListAddresses {
            sort: self.sort.by,
            customer_id: customer.await?.map(|customer| customer.id),
            country: self.country,
            zip_code: self.zip_code,
            ..ListAddresses::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = addresses::list(store, ListAddresses { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::Address::from))
            })
            .await
    }
}

impl Listed for json::Address {
    const NOUN: &'static str = "addresses";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("LINE 1", Align::Left),
        ("LINE 2", Align::Left),
        ("ZIP CODE", Align::Left),
        ("CITY", Align::Left),
        ("STATE", Align::Left),
        ("COUNTRY", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.line1.clone(),
            self.line2.clone().unwrap_or_default(),
            self.zip_code.clone().unwrap_or_default(),
            self.city.clone(),
            self.state.clone().unwrap_or_default(),
            self.country.clone(),
        ]
    }
}
