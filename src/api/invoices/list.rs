//! `GET /v1/invoices`.

use chrono::{DateTime, Utc};
use mercer_store::invoices::{self, InvoiceKind, InvoiceSort, ListInvoices};
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
    /// Of the orders of this customer.
    customer_id: Option<i64>,
    kind: Option<InvoiceKind>,
    /// Numbered in the series of this name.
    series: Option<String>,
    /// Issued then or later.
    issued_from: Option<DateTime<Utc>>,
    /// Issued earlier.
    issued_until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = InvoiceSort::WORDS;
}

/// Documents by id, without their lines.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Invoice>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let wanted = ListInvoices {
        page,
        sort,
        order_id: filter.order_id,
        customer_id: filter.customer_id,
        kind: filter.kind,
        series: filter.series,
        issued_from: filter.issued_from,
        issued_until: filter.issued_until,
    };
    let page = invoices::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Invoice::from))
}
