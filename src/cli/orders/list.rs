//! `mercer orders list`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{
    self, FulfilmentStatus, ListOrders, OrderKind, OrderSort, OrderStatus, PaymentStatus,
};

use crate::cli::amount::Amount;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{Failure, customers, moment, products, time};
use crate::json;

/// List the orders, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders list --sort -placed_at --limit 50
  mercer orders list --payment unpaid --from 2026-11-01
  mercer orders list --customer anna --product COFFEE --all")]
pub(in crate::cli) struct List {
    /// Only orders whose number begins with this.
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,

    /// Only sales or only returns.
    #[arg(long, value_parser = one_of::<OrderKind>(OrderKind::WORDS))]
    kind: Option<OrderKind>,

    /// Only those that stand so.
    #[arg(long, value_parser = one_of::<OrderStatus>(OrderStatus::WORDS))]
    status: Option<OrderStatus>,

    /// Only those whose money stands so.
    #[arg(long, value_name = "STATUS", value_parser = one_of::<PaymentStatus>(PaymentStatus::WORDS))]
    payment: Option<PaymentStatus>,

    /// Only those whose goods stand so.
    #[arg(long, value_name = "STATUS", value_parser = one_of::<FulfilmentStatus>(FulfilmentStatus::WORDS))]
    goods: Option<FulfilmentStatus>,

    /// Only this customer's.
    #[arg(long)]
    customer: Option<Reference>,

    /// Only those with a line of this product: a SKU, a barcode or an id.
    #[arg(long)]
    product: Option<Reference>,

    /// Only those placed on this day or later; a time is taken too.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    from: Option<DateTime<Utc>>,

    /// Only those placed before this day.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    until: Option<DateTime<Utc>>,

    /// Only those of this total or more, in the store's currency.
    #[arg(long, value_name = "AMOUNT")]
    at_least: Option<Amount>,

    /// Only those of this total or less.
    #[arg(long, value_name = "AMOUNT")]
    at_most: Option<Amount>,

    #[command(flatten)]
    sort: SortArgument<OrderSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let minor_units = |amount: &Option<Amount>, option: &str| {
            let amount = amount.as_ref();
            let money = amount.map(|one| one.in_currency(option, store.currency().code()));
            money
                .transpose()
                .map(|money| money.map(|money| money.amount))
        };
        let customer = async |one: &Reference| customers::resolve(store, one).await;
        let product = async |one: &Reference| products::resolve(store, one).await;
        let wanted = ListOrders {
            sort: self.sort.by,
            q: self.q,
            kind: self.kind,
            status: self.status,
            payment_status: self.payment,
            fulfilment_status: self.goods,
            customer_id: maybe(self.customer.as_ref(), customer)
                .await?
                .map(|one| one.id),
            product_id: maybe(self.product.as_ref(), product)
                .await?
                .map(|one| one.id),
            placed_from: self.from,
            placed_until: self.until,
            total_at_least: minor_units(&self.at_least, "--at-least")?,
            total_at_most: minor_units(&self.at_most, "--at-most")?,
            ..ListOrders::default()
        };
        let read = async |page| {
            let wanted = ListOrders {
                page,
                ..wanted.clone()
            };
            let page = orders::list(store, wanted).await?;
            Ok(json::Page::of(page, json::Order::from))
        };
        self.page.print(output, read).await
    }
}

impl Listed for json::Order {
    const NOUN: &'static str = "orders";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NUMBER", Align::Left),
        ("KIND", Align::Left),
        ("CUSTOMER", Align::Right),
        ("STATUS", Align::Left),
        ("PAYMENT", Align::Left),
        ("GOODS", Align::Left),
        ("TOTAL", Align::Right),
        ("PLACED", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.number.clone(),
            self.kind.to_string(),
            self.customer_id.to_string(),
            self.status.to_string(),
            self.payment_status.to_string(),
            self.fulfilment_status.to_string(),
            self.total.to_string(),
            self.placed_at.map(time).unwrap_or_default(),
        ]
    }
}
