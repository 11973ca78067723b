//! `GET /v1/pick-list`.

use mercer_store::shipments;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::Parameters;
use crate::json;

/// Whose shelves.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Where {
    /// The location that the shipments leave.
    location_id: i64,
}

/// What is to be fetched at a location, by product code.
pub(super) async fn pick_list(
    caller: Caller,
    Parameters(asked): Parameters<Where>,
) -> Answer<Listed<json::PickLine>> {
    let lines = shipments::pick_list(caller.store(), asked.location_id).await?;
    Ok(Listed::whole(lines, json::PickLine::from))
}
