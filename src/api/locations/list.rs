//! `GET /v1/locations`.

use mercer_store::locations;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{List, NoFilter, in_query};
use crate::json;

/// Locations, oldest first.
pub(super) async fn list(caller: Caller, query: List<NoFilter>) -> Answer<Listed<json::Location>> {
    let page = locations::list(caller.store(), query.page()?).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Location::from))
}
