//! Call the packing of a shipment off.

use mercer_database::Transaction;

use super::step::begin_becoming_in;
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::Store;

/// Cancels a shipment that has not left. Its goods go back to the order, which keeps them reserved:
/// they can be packed again, or released with the order.
///
/// # Errors
/// [`ShipmentError::WrongStatus`] for one that has left.
pub async fn cancel(
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
                let next = ShipmentStatus::Cancelled;
                let step =
                    begin_becoming_in(&store, &transaction, id, expected_version, next).await?;
                step.move_lines_in(&store, &transaction, |line, thousandths| {
                    line.allocated -= thousandths;
                })
                .await?;
                step.finish_in(&store, &transaction, "shipments.cancel")
                    .await
            }
        })
        .await
}
