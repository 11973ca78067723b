//! `GET /v1/api-keys/{id}`.

use mercer_store::api_keys;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One key, revoked or not, without its secret.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::ApiKey>> {
    let key = api_keys::get(caller.store(), id.of("API key")?).await?;
    Ok(One(key.into()))
}
