//! `GET /v1/stock/movements/{id}`.

use mercer_store::inventory;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One change of what is on hand.
pub(super) async fn movement(caller: Caller, id: IdText) -> Answer<One<json::Movement>> {
    let movement = inventory::movement(caller.store(), id.of("stock movement")?).await?;
    Ok(One(movement.into()))
}
