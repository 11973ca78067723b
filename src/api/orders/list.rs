//! `GET /v1/orders`.

use chrono::{DateTime, Utc};
use mercer_store::orders::{
    self, FulfilmentStatus, ListOrders, OrderKind, OrderSort, OrderStatus, PaymentStatus,
};
use mercer_store::sort::SortKey;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{Filter, List, in_query};
use crate::json;

/// What narrows the list.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Narrowed {
    /// The first signs of the number.
    q: Option<String>,
    /// The number, sign for sign.
    number: Option<String>,
    kind: Option<OrderKind>,
    status: Option<OrderStatus>,
    payment_status: Option<PaymentStatus>,
    fulfilment_status: Option<FulfilmentStatus>,
    /// Who buys. Customers see their own orders, whether they name themselves or not.
    customer_id: Option<i64>,
    location_id: Option<i64>,
    /// With a line of this product.
    product_id: Option<i64>,
    /// Placed then or later.
    placed_from: Option<DateTime<Utc>>,
    /// Placed earlier.
    placed_until: Option<DateTime<Utc>>,
    /// A total of this or more, minor units.
    total_at_least: Option<i64>,
    /// A total of this or less, minor units.
    total_at_most: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = OrderSort::WORDS;
}

/// Orders by id, without their lines; to a customer, their own.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Order>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let customer_id = match caller.customer_id() {
        None => filter.customer_id,
        Some(_) => Some(
            caller
                .customer_named(filter.customer_id)
                .map_err(in_query)?,
        ),
    };
    let wanted = ListOrders {
        page,
        sort,
        customer_id,
        q: filter.q,
        number: filter.number,
        kind: filter.kind,
        status: filter.status,
        payment_status: filter.payment_status,
        fulfilment_status: filter.fulfilment_status,
        location_id: filter.location_id,
        product_id: filter.product_id,
        placed_from: filter.placed_from,
        placed_until: filter.placed_until,
        total_at_least: filter.total_at_least,
        total_at_most: filter.total_at_most,
    };
    let page = orders::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Order::from))
}
