//! What an order is made of: the same options for placing one and for drafting it.

use clap::Args;
use mercer_store::orders::{Fulfilment, OrderError, OrderKind, OrderLine, PlaceOrder};
use mercer_store::staff::Permission;
use mercer_store::{Currency, Store};

use super::discount::Off;
use crate::cli::amount::Amount;
use crate::cli::line::LineArgument;
use crate::cli::locations::resolve_id as location_id;
use crate::cli::on_line::OnLine;
use crate::cli::reference::Reference;
use crate::cli::{Failure, acting, customers, products};

/// Who buys what.
#[derive(Args, Debug)]
pub(super) struct Content {
    /// Who buys: a username, an e-mail address or an id (id:7 is always an id).
    #[arg(long, value_name = "CUSTOMER")]
    customer: Reference,

    /// What, and how much of it: a SKU, a barcode or id:7, then = and a quantity. May be repeated.
    #[arg(long = "line", value_name = "SKU=QTY", required = true)]
    lines: Vec<LineArgument>,

    /// Take this off the whole order: 10% or 2.50.
    #[arg(long, value_name = "OFF", requires = "discount_reason")]
    discount: Option<Off>,

    /// Take this off one line, counted from 1: 2=10% or 2=0.50. May be repeated.
    #[arg(
        long = "line-discount",
        value_name = "LINE=OFF",
        requires = "discount_reason"
    )]
    line_discounts: Vec<OnLine<Off>>,

    /// Why it is cheaper.
    #[arg(long, value_name = "TEXT")]
    discount_reason: Option<String>,

    /// What is charged for delivery, untaxed.
    #[arg(long, value_name = "AMOUNT")]
    shipping: Option<Amount>,

    /// The currency that the prices are expected to be in, such as GBP; the store's if not given.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,

    /// Where the goods come from, or go back to; the first location if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl Content {
    /// Looks up what was named.
    pub(super) async fn order(
        &self,
        store: &Store,
        kind: OrderKind,
        fulfilment: Fulfilment,
    ) -> Result<PlaceOrder, Failure> {
        if self.discount.is_some() || !self.line_discounts.is_empty() {
            acting::require(store, Permission::OrdersDiscount)?;
        }
        let currency = self.currency.unwrap_or(store.currency());
        let (code, why) = (currency.code(), self.discount_reason.as_deref());
        let why = why.unwrap_or_default();
        let customer_id = customers::resolve(store, &self.customer).await?.id;
        let mut lines = order_lines(store, &self.lines).await?;
        for off in &self.line_discounts {
            let option = format!("--line-discount {}", off.text);
            let index = usize::try_from(off.line - 1).ok();
            let line = index.and_then(|index| lines.get_mut(index));
            let line = line.ok_or_else(|| {
                Failure::wrong_call(format!("{option}: there is no such line"))
                    .hint("lines are counted from 1, in the order of --line")
            })?;
            line.discount = Some(off.value.discount(&option, code, why)?);
        }
        let discount = self.discount.as_ref();
        let discount = discount.map(|off| off.discount("--discount", code, why));
        let shipping = self.shipping.as_ref();
        let shipping = shipping.map(|amount| amount.in_currency("--shipping", code));
        Ok(PlaceOrder {
            customer_id,
            kind,
            lines,
            currency: self.currency,
            location_id: location_id(store, self.location.as_ref()).await?,
            fulfilment,
            discount: discount.transpose()?,
            shipping: shipping.transpose()?.map_or(0, |money| money.amount),
        })
    }

    /// Names the option, not the field of the input.
    pub(super) fn refused(&self, error: OrderError) -> Failure {
        refused(error, &[("lines", "--line", line_texts(&self.lines))])
    }
}

/// A refusal of an order's field, told by the option that it came from.
pub(super) fn refused(error: OrderError, options: &[(&str, &str, Vec<&str>)]) -> Failure {
    match error {
        OrderError::Invalid(invalid) => Failure::of_field(&invalid, options),
        other => other.into(),
    }
}

/// The products looked up.
pub(super) async fn order_lines(
    store: &Store,
    lines: &[LineArgument],
) -> Result<Vec<OrderLine>, Failure> {
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        let product = products::resolve(store, &line.product).await?;
        found.push(OrderLine::of(product.id, line.quantity));
    }
    Ok(found)
}

/// The texts as they were typed.
pub(super) fn line_texts(lines: &[LineArgument]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}
