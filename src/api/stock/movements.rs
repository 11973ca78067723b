//! `GET /v1/stock/movements`.

use chrono::{DateTime, Utc};
use mercer_store::inventory::{self, ListMovements, MovementKind, MovementSort};
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
    product_id: Option<i64>,
    location_id: Option<i64>,
    /// Why goods moved.
    kind: Option<MovementKind>,
    /// The order that caused it.
    order_id: Option<i64>,
    /// The transfer that it left or arrived with.
    transfer_id: Option<i64>,
    /// The stock count that found it more or less.
    count_id: Option<i64>,
    /// Then or later.
    from: Option<DateTime<Utc>>,
    /// Earlier.
    until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = MovementSort::WORDS;
}

/// The ledger.
pub(super) async fn movements(
    caller: Caller,
    query: List<Narrowed>,
) -> Answer<Listed<json::Movement>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let wanted = ListMovements {
        page,
        sort,
        product_id: filter.product_id,
        location_id: filter.location_id,
        kind: filter.kind,
        order_id: filter.order_id,
        transfer_id: filter.transfer_id,
        count_id: filter.count_id,
        from: filter.from,
        until: filter.until,
    };
    let page = inventory::movements(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Movement::from))
}
