//! `GET /v1/customers/{id}/orders`.

use chrono::{DateTime, Utc};
use mercer_store::customers;
use mercer_store::orders::{
    self, FulfilmentStatus, ListOrders, OrderKind, OrderSort, OrderStatus, PaymentStatus,
};
use mercer_store::sort::SortKey;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{Filter, IdText, List, in_query};
use crate::json;

/// What narrows the list; `/v1/orders` has more.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Narrowed {
    /// The first signs of the number.
    q: Option<String>,
    /// Sales or returns.
    kind: Option<OrderKind>,
    /// Draft, placed or cancelled.
    status: Option<OrderStatus>,
    /// How the money stands.
    payment_status: Option<PaymentStatus>,
    /// How the goods stand.
    fulfilment_status: Option<FulfilmentStatus>,
    /// Placed then or later.
    placed_from: Option<DateTime<Utc>>,
    /// Placed earlier.
    placed_until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = OrderSort::WORDS;
}

/// The customer's orders.
pub(super) async fn orders(
    caller: Caller,
    id: IdText,
    query: List<Narrowed>,
) -> Answer<Listed<json::Order>> {
    let customer = customers::get(caller.store(), id.of("customer")?).await?;
    let (page, sort, filter) = (query.page()?, query.sort()?, query.filter);
    let wanted = ListOrders {
        page,
        sort,
        customer_id: Some(customer.id),
        q: filter.q,
        kind: filter.kind,
        status: filter.status,
        payment_status: filter.payment_status,
        fulfilment_status: filter.fulfilment_status,
        placed_from: filter.placed_from,
        placed_until: filter.placed_until,
        ..ListOrders::default()
    };
    let page = orders::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Order::from))
}
