//! `GET /v1/shipments`.

use mercer_store::shipments::{self, ListShipments, ShipmentSort, ShipmentStatus};
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
    /// Leaving from there.
    location_id: Option<i64>,
    /// Those that are being packed are `pending`.
    status: Option<ShipmentStatus>,
    /// What the carrier calls it, letter for letter.
    tracking_number: Option<String>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = ShipmentSort::WORDS;
}

/// Shipments by id, without what they hold.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Shipment>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let wanted = ListShipments {
        page,
        sort,
        order_id: filter.order_id,
        location_id: filter.location_id,
        status: filter.status,
        tracking_number: filter.tracking_number,
    };
    let page = shipments::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Shipment::from))
}
