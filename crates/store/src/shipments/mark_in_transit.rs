//! Note that the carrier reports a shipment under way.

use mercer_database::Transaction;

use super::step::begin_becoming_in;
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::Store;

/// Marks a shipment that left as under way.
///
/// # Errors
/// [`ShipmentError::WrongStatus`] for one that has not left, or has come to its end.
pub async fn mark_in_transit(
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
                let next = ShipmentStatus::InTransit;
                let step =
                    begin_becoming_in(&store, &transaction, id, expected_version, next).await?;
                step.finish_in(&store, &transaction, "shipments.mark_in_transit")
                    .await
            }
        })
        .await
}
