//! `GET /v1/oauth-clients`.

use mercer_store::oauth_clients;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{List, NoFilter, in_query};
use crate::json;

/// Clients by id; those that are switched off among them.
pub(super) async fn list(
    caller: Caller,
    query: List<NoFilter>,
) -> Answer<Listed<json::OauthClient>> {
    let page = oauth_clients::list(caller.store(), query.page()?).await;
    Ok(Listed::of(page.map_err(in_query)?, json::OauthClient::from))
}
