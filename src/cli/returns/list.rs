//! `mercer returns list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders as orders_of_the_store;
use mercer_store::returns::{self, ListReturns, ReturnSort};

use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::cli::{Failure, customers, locations, orders, time};
use crate::json;

/// List the returns, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer returns list --sort -id
  mercer returns list --order 1000")]
pub(in crate::cli) struct List {
    /// Only those of this order: its number or id.
    #[arg(long)]
    order: Option<Reference>,

    /// Only those of this customer's orders.
    #[arg(long)]
    customer: Option<Reference>,

    /// Only those that came to this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<ReturnSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = async |one: &Reference| customers::resolve(store, one).await;
        let wanted = ListReturns {
            sort: self.sort.by,
            order_id: orders::resolve_id(store, self.order.as_ref()).await?,
            customer_id: maybe(self.customer.as_ref(), customer)
                .await?
                .map(|one| one.id),
            location_id: locations::resolve_id(store, self.location.as_ref()).await?,
            ..ListReturns::default()
        };
        let read = async |page| {
            let wanted = ListReturns {
                page,
                ..wanted.clone()
            };
            let page = returns::list(store, wanted).await?;
            let ids: Vec<i64> = page.items.iter().map(|row| row.order_id).collect();
            let currencies = orders_of_the_store::currencies(store, &ids).await?;
            Ok(json::Page::of(page, |row| {
                let currency = currencies.get(&row.order_id);
                json::Return::of(row, currency.map_or("", String::as_str))
            }))
        };
        self.page.print(output, read).await
    }
}

impl Listed for json::Return {
    const NOUN: &'static str = "returns";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("ORDER ID", Align::Right),
        ("CREDITED", Align::Right),
        ("REASON", Align::Left),
        ("TIME", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.order_id.to_string(),
            self.credited.to_string(),
            self.reason.clone(),
            time(self.created_at),
        ]
    }
}
