//! Note that a shipment arrived.

use mercer_database::Transaction;

use super::step::begin_becoming_in;
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::Store;

/// Marks a shipment that left as arrived, and counts its goods as delivered. When everything of
/// the order has arrived, the order is delivered.
///
/// # Errors
/// [`ShipmentError::WrongStatus`] for one that has not left, or has come to its end.
pub async fn deliver(
    store: &Store,
    id: i64,
    expected_version: Option<i64>,
) -> Result<ShipmentWithItems, ShipmentError> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let next = ShipmentStatus::Delivered;
                let step =
                    begin_becoming_in(&store, &transaction, id, expected_version, next).await?;
                step.move_lines_in(&store, &transaction, |line, thousandths| {
                    line.delivered += thousandths;
                })
                .await?;
                step.finish_in(&store, &transaction, "shipments.deliver")
                    .await
            }
        })
        .await
}
