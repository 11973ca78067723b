//! `GET /v1/locations/{id}`.

use mercer_store::locations;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One location.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Location>> {
    let location = locations::get(caller.store(), id.of("location")?).await?;
    Ok(One(location.into()))
}
