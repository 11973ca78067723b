//! `GET /v1/stock/low`.

use mercer_store::inventory::{self, ListLowStock};
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
    location_id: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = &[];
}

/// The levels of which no more than the reorder point is available.
pub(super) async fn low(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::LowLevel>> {
    let wanted = ListLowStock {
        page: query.page()?,
        location_id: query.filter.location_id,
    };
    let page = inventory::low_stock(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::LowLevel::from))
}
