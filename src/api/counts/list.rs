//! `GET /v1/counts`.

use mercer_store::inventory::counts::{self, CountSort, CountStatus, ListCounts};
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
    status: Option<CountStatus>,
    /// What place they count.
    location_id: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = CountSort::WORDS;
}

/// Counts without their sheets.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Count>> {
    let wanted = ListCounts {
        page: query.page()?,
        sort: query.sort()?,
        status: query.filter.status,
        location_id: query.filter.location_id,
    };
    let page = counts::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Count::from))
}
