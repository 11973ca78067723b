//! `POST /v1/orders`.

use mercer_store::inventory::InventoryError;
use mercer_store::orders::{self, Fulfilment, OrderError, OrderKind, OrderLine, PlaceOrder};
use mercer_store::staff::Permission;
use mercer_store::{Currency, Invalid, Quantity, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::{DiscountInput, may_discount};
use crate::api::Answer;
use crate::api::access::{Caller, forbidden};
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Amount, Body, Id, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// The order as the client writes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlaceOrder")]
#[schemars(example = serde_json::json!({
    "customer_id": 1,
    "lines": [{"product_id": 1, "quantity": 2}],
}))]
#[schemars(example = serde_json::json!({
    "customer_id": 1,
    "lines": [{"product_id": 1, "quantity": 2}],
    "shipping": {"amount": 495, "currency": "GBP"},
}))]
pub(super) struct Input {
    /// Whose order it is; a customer who places one need not name themselves.
    customer_id: Option<Id>,
    /// At least one, at most 1,000.
    lines: Vec<Object<Line>>,
    /// A sale unless told otherwise; a return takes goods back without their order, as at a till.
    kind: Option<OrderKind>,
    /// The currency that the prices are expected to be in; the store's if left out.
    currency: Option<Currency>,
    /// Where the goods come from or go to; the first location if left out.
    location_id: Option<Id>,
    /// Whether the customer takes the goods along. They are reserved for a shipment otherwise.
    handed_over: Option<bool>,
    /// Whether it is only written down: it holds no stock and is placed later, at the prices of
    /// that day.
    draft: Option<bool>,
    /// Taken off the order as a whole, after what is taken off its lines.
    discount: Option<Object<DiscountInput>>,
    /// Charged for delivery, untaxed; nothing if left out.
    shipping: Option<Object<Amount>>,
}

/// One line of it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlaceOrderLine")]
struct Line {
    product_id: Id,
    quantity: Quantity,
    /// Taken off this line.
    discount: Option<Object<DiscountInput>>,
}

/// Places an order, or drafts it; the answer says where it is.
pub(super) async fn place(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::OrderWithItems>>> {
    let caller = write.caller();
    let customer_id = caller.customer_named(input.customer_id.map(|id| id.0))?;
    input.check_allowed(caller)?;
    let products: Vec<i64> = input.products().collect();
    let is_draft = input.draft == Some(true);
    let order = input.into_order(customer_id, caller.store())?;
    write
        .run(
            move |store| async move {
                let placed = if is_draft {
                    orders::draft(&store, order).await
                } else {
                    orders::place(&store, order).await
                };
                placed.map_err(|error| refused(error, &products))
            },
            |placed| {
                let location = format!("/v1/orders/{}", placed.order.id);
                Created::at(location, json::OrderWithItems::from(placed.clone()))
            },
        )
        .await
}

/// Names the lines of a product that is out of stock.
fn refused(error: OrderError, products: &[i64]) -> Problem {
    let short = match &error {
        OrderError::Inventory(InventoryError::OutOfStock { product_id, .. }) => Some(*product_id),
        _ => None,
    };
    let detail = error.to_string();
    let lines = products.iter().enumerate();
    lines
        .filter(|(_, product_id)| Some(**product_id) == short)
        .fold(Problem::from(error), |problem, (index, _)| {
            problem.at(&format!("lines/{index}/quantity"), detail.clone())
        })
}

impl Input {
    /// What takes more than the permission to place orders. Customers only buy, at the shop's
    /// prices.
    fn check_allowed(&self, caller: &Caller) -> Answer<()> {
        let is_return = self.kind == Some(OrderKind::Return);
        if caller.customer_id().is_some() {
            let of_the_shop = [
                ("kind", is_return),
                ("handed_over", self.handed_over == Some(true)),
                ("draft", self.draft == Some(true)),
                ("shipping", self.shipping.is_some()),
            ];
            if let Some((field, _)) = of_the_shop.into_iter().find(|(_, is_asked)| *is_asked) {
                let reason = format!("{field}: only the shop decides on it");
                return Err(forbidden(reason.clone()).at(field, reason));
            }
        } else if is_return && !caller.may(Permission::OrdersEdit) {
            let reason = format!("taking goods back takes {}", Permission::OrdersEdit);
            return Err(forbidden(reason.clone()).at("kind", reason));
        }
        if self.discount.is_some() {
            may_discount(caller, "discount")?;
        }
        let discounted = self.lines.iter().position(|line| line.0.discount.is_some());
        match discounted {
            Some(index) => may_discount(caller, &format!("lines/{index}/discount")),
            None => Ok(()),
        }
    }

    /// As the store takes it.
    fn into_order(self, customer_id: i64, store: &Store) -> Result<PlaceOrder, Invalid> {
        let currency = self.currency.unwrap_or(store.currency());
        let lines = self.lines.into_iter().enumerate();
        let discount = |discount: Option<Object<DiscountInput>>, field: String| {
            let discount = discount.map(|Object(discount)| discount);
            let discount = discount.map(|one| one.discount(&field, currency.code()));
            discount.transpose()
        };
        let line = |(index, Object(line)): (usize, Object<Line>)| {
            Ok(OrderLine {
                product_id: line.product_id.0,
                quantity: line.quantity,
                discount: discount(line.discount, format!("lines/{index}/discount"))?,
            })
        };
        let shipping = self.shipping.map(|Object(amount)| amount);
        let shipping = shipping.map(|amount| amount.in_currency("shipping", currency.code()));
        Ok(PlaceOrder {
            customer_id,
            kind: self.kind.unwrap_or(OrderKind::Sale),
            lines: lines.map(line).collect::<Result<_, Invalid>>()?,
            currency: self.currency,
            location_id: self.location_id.map(|id| id.0),
            fulfilment: if self.handed_over == Some(true) {
                Fulfilment::HandOver
            } else {
                Fulfilment::Reserve
            },
            discount: discount(self.discount, "discount".to_owned())?,
            shipping: shipping.transpose()?.unwrap_or(0),
        })
    }

    /// The product of each line.
    fn products(&self) -> impl Iterator<Item = i64> {
        self.lines.iter().map(|Object(line)| line.product_id.0)
    }
}
