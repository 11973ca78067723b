//! Send a shipment off.

use mercer_database::Transaction;

use super::step::begin_becoming_in;
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::Store;
use crate::inventory::{Cause, MovementKind, ship_in};

/// Hands the shipment to the carrier: the goods leave stock together with their reservation, and
/// the lines count them as shipped.
///
/// # Errors
/// [`ShipmentError::WrongStatus`] for a shipment that left already or was called off.
pub async fn ship(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<ShipmentWithItems, ShipmentError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { dispatch_in(&store, &transaction, id, expected_version).await }
        })
        .await
}

async fn dispatch_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected_version: Option<i64>,
) -> Result<ShipmentWithItems, ShipmentError> {
    let next = ShipmentStatus::Shipped;
    let step = begin_becoming_in(store, transaction, id, expected_version, next).await?;
    step.move_lines_in(store, transaction, |line, thousandths| {
        line.allocated -= thousandths;
        line.shipped += thousandths;
    })
    .await?;
    let cause = Cause {
        shipment_id: Some(id),
        ..Cause::for_order(store, MovementKind::Shipped, step.shipment.order_id)
    };
    ship_in(
        transaction,
        step.shipment.location_id,
        &step.demands(),
        &cause,
    )
    .await?;
    step.finish_in(store, transaction, "shipments.ship").await
}
