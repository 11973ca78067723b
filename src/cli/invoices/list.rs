//! `mercer invoices list`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::invoices::{self, InvoiceKind, InvoiceSort, ListInvoices};

use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{Failure, customers, moment, orders, time};
use crate::json;

/// List the invoices and credit notes, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer invoices list --from 2026-11-01 --until 2026-12-01
  mercer invoices list --kind credit_note --sort -total")]
pub(in crate::cli) struct List {
    /// Only those of this order: its number or id.
    #[arg(long)]
    order: Option<Reference>,

    /// Only those of this customer's orders.
    #[arg(long)]
    customer: Option<Reference>,

    /// Only invoices or only credit notes.
    #[arg(long, value_parser = one_of::<InvoiceKind>(InvoiceKind::WORDS))]
    kind: Option<InvoiceKind>,

    /// Only those numbered in this series.
    #[arg(long, value_name = "NAME")]
    series: Option<String>,

    /// Only those issued on this day or later; a time is taken too.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    from: Option<DateTime<Utc>>,

    /// Only those issued before this day.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    until: Option<DateTime<Utc>>,

    #[command(flatten)]
    sort: SortArgument<InvoiceSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = async |one: &Reference| customers::resolve(store, one).await;
        let wanted = ListInvoices {
            sort: self.sort.by,
            order_id: orders::resolve_id(store, self.order.as_ref()).await?,
            customer_id: maybe(self.customer.as_ref(), customer)
                .await?
                .map(|one| one.id),
            kind: self.kind,
            series: self.series,
            issued_from: self.from,
            issued_until: self.until,
            ..ListInvoices::default()
        };
        let read = async |page| {
            let wanted = ListInvoices {
                page,
                ..wanted.clone()
            };
            let page = invoices::list(store, wanted).await?;
            Ok(json::Page::of(page, json::Invoice::from))
        };
        self.page.print(output, read).await
    }
}

impl Listed for json::Invoice {
    const NOUN: &'static str = "invoices";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NUMBER", Align::Left),
        ("KIND", Align::Left),
        ("ORDER", Align::Left),
        ("CUSTOMER", Align::Left),
        ("NET", Align::Right),
        ("TAX", Align::Right),
        ("TOTAL", Align::Right),
        ("ISSUED", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.number.clone(),
            self.kind.to_string(),
            self.order_number.clone(),
            self.customer_name.clone(),
            self.net.to_string(),
            self.tax.to_string(),
            self.total.to_string(),
            time(self.issued_at),
        ]
    }
}
