//! `GET /v1/api-keys`.

use mercer_store::api_keys;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{List, NoFilter, in_query};
use crate::json;

/// Keys by id; those that are revoked or have expired among them.
pub(super) async fn list(caller: Caller, query: List<NoFilter>) -> Answer<Listed<json::ApiKey>> {
    let page = api_keys::list(caller.store(), query.page()?).await;
    Ok(Listed::of(page.map_err(in_query)?, json::ApiKey::from))
}
