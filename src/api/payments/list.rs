//! `GET /v1/payments`.

use chrono::{DateTime, Utc};
use mercer_store::payments::{self, ListPayments, PaymentKind, PaymentSort, PaymentState};
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
    order_id: Option<i64>,
    /// For the orders of this customer.
    customer_id: Option<i64>,
    status: Option<PaymentState>,
    /// By which means.
    kind: Option<PaymentKind>,
    /// By this saved method.
    payment_method_id: Option<i64>,
    /// Recorded then or later.
    created_from: Option<DateTime<Utc>>,
    /// Recorded earlier.
    created_until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = PaymentSort::WORDS;
}

/// Payments by id.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Payment>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let wanted = ListPayments {
        page,
        sort,
        order_id: filter.order_id,
        customer_id: filter.customer_id,
        status: filter.status,
        kind: filter.kind,
        payment_method_id: filter.payment_method_id,
        created_from: filter.created_from,
        created_until: filter.created_until,
    };
    let page = payments::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Payment::from))
}
