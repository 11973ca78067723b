//! `GET /v1/transfers`.

use mercer_store::inventory::transfers::{self, ListTransfers, TransferSort, TransferStatus};
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
    status: Option<TransferStatus>,
    /// Where they left or are to arrive.
    location_id: Option<i64>,
    /// Where they left.
    from_location_id: Option<i64>,
    /// Where they are to arrive.
    to_location_id: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = TransferSort::WORDS;
}

/// Transfers without their lines.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Transfer>> {
    let wanted = ListTransfers {
        page: query.page()?,
        sort: query.sort()?,
        status: query.filter.status,
        location_id: query.filter.location_id,
        from_location_id: query.filter.from_location_id,
        to_location_id: query.filter.to_location_id,
    };
    let page = transfers::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Transfer::from))
}
