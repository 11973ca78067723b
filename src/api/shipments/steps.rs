//! The steps of a shipment: `POST /v1/shipments/{id}/dispatch`, `/transit`, `/delivery` and
//! `/cancellation`.

use mercer_store::Store;
use mercer_store::shipments::{self, ShipmentError, ShipmentWithItems};

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

type Stepped = Done<One<json::ShipmentWithItems>>;

/// The goods leave stock together with their reservation.
pub(super) async fn dispatch(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Stepped> {
    let id = id.of("shipment")?;
    step(write, move |store| async move {
        shipments::ship(&store, id, version).await
    })
    .await
}

/// The carrier reports it under way.
pub(super) async fn transit(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Stepped> {
    let id = id.of("shipment")?;
    step(write, move |store| async move {
        shipments::mark_in_transit(&store, id, version).await
    })
    .await
}

/// It arrived.
pub(super) async fn delivery(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Stepped> {
    let id = id.of("shipment")?;
    step(write, move |store| async move {
        shipments::deliver(&store, id, version).await
    })
    .await
}

/// It is not sent; its goods stay reserved for the order.
pub(super) async fn cancellation(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Stepped> {
    let id = id.of("shipment")?;
    step(write, move |store| async move {
        shipments::cancel(&store, id, version).await
    })
    .await
}

/// Takes a shipment one step on and answers with what it is then.
async fn step<F>(write: Write, verb: impl FnOnce(Store) -> F + Send + 'static) -> Answer<Stepped>
where
    F: Future<Output = Result<ShipmentWithItems, ShipmentError>> + Send,
{
    write
        .run(verb, |shipment: &ShipmentWithItems| {
            One(shipment.clone().into())
        })
        .await
}
