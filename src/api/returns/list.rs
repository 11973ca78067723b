//! `GET /v1/returns`.

use mercer_store::orders;
use mercer_store::returns::{self, ListReturns, ReturnSort};
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
// Named as in the answers.
#[allow(clippy::struct_field_names)]
pub(super) struct Narrowed {
    order_id: Option<i64>,
    /// Of the orders of this customer.
    customer_id: Option<i64>,
    /// Where they came to.
    location_id: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = ReturnSort::WORDS;
}

/// Returns by id, without what came back.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Return>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let wanted = ListReturns {
        page,
        sort,
        order_id: filter.order_id,
        customer_id: filter.customer_id,
        location_id: filter.location_id,
    };
    let page = returns::list(caller.store(), wanted).await;
    let page = page.map_err(in_query)?;
    let ids: Vec<i64> = page.items.iter().map(|row| row.order_id).collect();
    let currencies = orders::currencies(caller.store(), &ids).await?;
    Ok(Listed::of(page, |row| {
        let currency = currencies.get(&row.order_id);
        json::Return::of(row, currency.map_or("", String::as_str))
    }))
}
