//! `GET /v1/orders/{id}/shipments`.

use mercer_store::{orders, shipments};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// The shipments of an order, as they were packed.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::Shipment>> {
    let id = orders::get(caller.store(), id.of("order")?).await?.order.id;
    let shipments = shipments::of_orders(caller.store(), &[id]).await?;
    Ok(Listed::whole(shipments, json::Shipment::from))
}
