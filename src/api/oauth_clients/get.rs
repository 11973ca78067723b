//! `GET /v1/oauth-clients/{id}`.

use mercer_store::oauth_clients;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One client, without its secret.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::OauthClient>> {
    let client = oauth_clients::get(caller.store(), id.of("OAuth client")?).await?;
    Ok(One(client.into()))
}
