//! `GET /v1/addresses/{id}`.

use mercer_store::addresses;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One address.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Address>> {
    let address = addresses::get(caller.store(), id.of("address")?).await?;
    Ok(One(address.into()))
}
