//! `mercer payments list`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::payments::{self, ListPayments, PaymentKind, PaymentSort, PaymentState};

use super::means::kinds;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{Failure, customers, moment, orders, time};
use crate::json;

/// List the payments, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payments list --order 1000
  mercer payments list --status authorised --sort -amount")]
pub(in crate::cli) struct List {
    /// Only those of this order: its number or id.
    #[arg(long)]
    order: Option<Reference>,

    /// Only those for this customer's orders.
    #[arg(long)]
    customer: Option<Reference>,

    /// Only those that stand so.
    #[arg(long, value_parser = one_of::<PaymentState>(PaymentState::WORDS))]
    status: Option<PaymentState>,

    /// Only those by this means.
    #[arg(long = "by", value_name = "MEANS", value_parser = kinds())]
    means: Option<PaymentKind>,

    /// Only those begun on this day or later; a time is taken too.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    from: Option<DateTime<Utc>>,

    /// Only those begun before this day.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    until: Option<DateTime<Utc>>,

    #[command(flatten)]
    sort: SortArgument<PaymentSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer = async |one: &Reference| customers::resolve(store, one).await;
        let wanted = ListPayments {
            sort: self.sort.by,
            order_id: orders::resolve_id(store, self.order.as_ref()).await?,
            customer_id: maybe(self.customer.as_ref(), customer)
                .await?
                .map(|one| one.id),
            status: self.status,
            kind: self.means,
            created_from: self.from,
            created_until: self.until,
            ..ListPayments::default()
        };
        let read = async |page| {
            let wanted = ListPayments {
                page,
                ..wanted.clone()
            };
            let page = payments::list(store, wanted).await?;
            Ok(json::Page::of(page, json::Payment::from))
        };
        self.page.print(output, read).await
    }
}

impl Listed for json::Payment {
    const NOUN: &'static str = "payments";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("ORDER ID", Align::Right),
        ("BY", Align::Left),
        ("PROVIDER", Align::Left),
        ("STATUS", Align::Left),
        ("AMOUNT", Align::Right),
        ("TAKEN", Align::Right),
        ("GIVEN BACK", Align::Right),
        ("TIME", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.order_id.to_string(),
            self.kind.to_string(),
            self.provider.clone(),
            self.status.to_string(),
            self.amount.to_string(),
            self.captured.to_string(),
            self.refunded.to_string(),
            time(self.created_at),
        ]
    }
}
