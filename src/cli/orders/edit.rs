//! `mercer orders edit`.

use clap::Args;
use mercer_store::addresses::NewAddress;
use mercer_store::orders::{self, LineChange, ModifyOrder, OrderError, OrderWithItems};
use mercer_store::patch::Patch;
use mercer_store::staff::Permission;
use mercer_store::{Quantity, Store};

use super::address::AddressArgument;
use super::content::{line_texts, order_lines, refused};
use super::discount::Off;
use crate::cli::amount::Amount;
use crate::cli::line::LineArgument;
use crate::cli::on_line::{OnLine, texts};
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, acting};

/// Change an order that is drafted or placed, and print it.
///
/// A line keeps the price at which it was ordered; a new one has that of today. When a placed order
/// comes to cost more, the difference is due; when less than was paid, a refund is.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders edit 1000 --add COFFEE=0.5 --set 1=3 --drop 2 --reason \"Phoned on Monday\"
  mercer orders edit 1000 --discount 10% --discount-reason \"A regular\"
  mercer orders edit 1000 --ship-to \"line1=2 Low Road; city=Leeds; zip_code=LS1 1AA; country=GB\"
  mercer orders edit 1000 --ship-to id:4")]
pub(in crate::cli) struct Edit {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// A new line: a SKU, a barcode or id:7, then = and a quantity. May be repeated.
    #[arg(long, value_name = "SKU=QTY")]
    add: Vec<LineArgument>,

    /// How much is wanted of a line in all. May be repeated.
    #[arg(long, value_name = "LINE=QTY")]
    set: Vec<OnLine<Quantity>>,

    /// The number of a line that goes. May be repeated.
    #[arg(long, value_name = "LINE")]
    drop: Vec<i64>,

    /// Take this off the whole order: 10% or 2.50.
    #[arg(
        long,
        value_name = "OFF",
        requires = "discount_reason",
        conflicts_with = "no_discount"
    )]
    discount: Option<Off>,

    /// Take this off one line: 2=10% or 2=0.50. May be repeated.
    #[arg(
        long = "line-discount",
        value_name = "LINE=OFF",
        requires = "discount_reason"
    )]
    line_discounts: Vec<OnLine<Off>>,

    /// Why it is cheaper.
    #[arg(long, value_name = "TEXT")]
    discount_reason: Option<String>,

    /// Take nothing off the whole order any more.
    #[arg(long)]
    no_discount: bool,

    /// What is charged for delivery, untaxed.
    #[arg(long, value_name = "AMOUNT")]
    shipping: Option<Amount>,

    /// Where the goods go: the id of a recorded address, or its parts.
    #[arg(long, value_name = "ADDRESS")]
    ship_to: Option<AddressArgument>,

    /// Where the invoice goes.
    #[arg(long, value_name = "ADDRESS")]
    bill_to: Option<AddressArgument>,

    /// Why it changes.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Edit {
    /// Makes the change and prints the order.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(self.make(store).await?, output)
    }

    /// Makes the change.
    pub(super) async fn make(self, store: &Store) -> Result<OrderWithItems, Failure> {
        let order = super::resolve(store, &self.order).await?.order;
        let change = self.changes(&order.currency)?;
        if self.discount.is_some() || !self.line_discounts.is_empty() {
            acting::require(store, Permission::OrdersDiscount)?;
        }
        let discount = match (&self.discount, self.no_discount) {
            (Some(off), _) => {
                Patch::Set(off.discount("--discount", &order.currency, self.why())?)
            }
            (None, true) => Patch::Clear,
            (None, false) => Patch::Keep,
        };
        let shipping = self.shipping.as_ref();
        let shipping = shipping.map(|one| one.in_currency("--shipping", &order.currency));
        let input = ModifyOrder {
            order_id: order.id,
            expected_version: None,
            add: order_lines(store, &self.add).await?,
            change,
            remove: self.drop.clone(),
            removes_others: false,
            discount,
            shipping: shipping.transpose()?.map(|money| money.amount),
            shipping_address: address(store, self.ship_to.clone()).await?,
            billing_address: address(store, self.bill_to.clone()).await?,
            reason: self.reason.clone(),
        };
        let modified = orders::modify(store, input).await;
        let modified = modified.map_err(|error| match error {
            OrderError::Invalid(nothing) if nothing.field == "change" => {
                Failure::wrong_call("nothing is to change")
                    .hint("`mercer orders edit --help` tells what can be")
            }
            other => refused(other, &self.options()),
        });
        Ok(modified?.order)
    }

    fn why(&self) -> &str {
        self.discount_reason.as_deref().unwrap_or_default()
    }

    /// What changes about lines; one that is named by both options changes once.
    fn changes(&self, currency: &str) -> Result<Vec<LineChange>, Failure> {
        let keep = |line| LineChange {
            line,
            quantity: None,
            discount: Patch::Keep,
        };
        let mut changes: Vec<LineChange> = Vec::new();
        for set in &self.set {
            let quantity = Some(set.value);
            changes.push(LineChange {
                quantity,
                ..keep(set.line)
            });
        }
        for off in &self.line_discounts {
            let option = format!("--line-discount {}", off.text);
            let discount = Patch::Set(off.value.discount(&option, currency, self.why())?);
            match changes.iter_mut().find(|change| change.line == off.line) {
                Some(change) => change.discount = discount,
                None => changes.push(LineChange {
                    discount,
                    ..keep(off.line)
                }),
            }
        }
        Ok(changes)
    }

    fn options(&self) -> [(&'static str, &'static str, Vec<&str>); 5] {
        [
            ("add", "--add", line_texts(&self.add)),
            ("change", "--set", texts(&self.set)),
            ("remove", "--drop", Vec::new()),
            ("shipping_address", "--ship-to", Vec::new()),
            ("billing_address", "--bill-to", Vec::new()),
        ]
    }
}

async fn address(
    store: &Store,
    address: Option<AddressArgument>,
) -> Result<Option<NewAddress>, Failure> {
    match address {
        Some(address) => Ok(Some(address.address(store).await?)),
        None => Ok(None),
    }
}
