//! `GET /v1/stock/levels`.

use mercer_store::inventory::{self, LevelSort, ListLevels};
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
    /// True: no more than the reorder point is available. False: more is, or there is no such
    /// point.
    below_reorder_point: Option<bool>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = LevelSort::WORDS;
}

/// What is where.
pub(super) async fn levels(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Level>> {
    let wanted = ListLevels {
        page: query.page()?,
        sort: query.sort()?,
        product_id: query.filter.product_id,
        location_id: query.filter.location_id,
        low: query.filter.below_reorder_point,
    };
    let page = inventory::list_levels(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Level::from))
}
