//! `GET /v1/shipments/{id}`.

use mercer_store::shipments;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One shipment with what it holds.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::ShipmentWithItems>> {
    let shipment = shipments::get(caller.store(), id.of("shipment")?).await?;
    Ok(One(shipment.into()))
}
