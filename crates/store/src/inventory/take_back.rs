//! Goods that come back from a customer: sold again, or written off.

use mercer_database::Transaction;

use super::{Cause, Change, Demand, InventoryError, MovementKind, change_in};

/// Puts goods that came back into stock. The cause is of the kind [`MovementKind::Returned`].
pub(crate) async fn take_back_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    cause: &Cause,
) -> Result<(), InventoryError> {
    debug_assert_eq!(cause.kind, MovementKind::Returned, "returned goods");
    let changes: Vec<_> = demands.iter().map(Demand::arriving).collect();
    change_in(transaction, location_id, &changes, cause).await
}

/// Writes goods off that [`take_back_in`] has just booked with the same cause, and that are not
/// sold again. What is on hand is as it was before they came, and the ledger tells why.
///
/// Their levels are locked since the arrival: nobody can sell them in between.
pub(crate) async fn write_off_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    cause: &Cause,
    reason: &str,
) -> Result<(), InventoryError> {
    let written_off: Vec<Change> = demands.iter().map(Demand::leaving).collect();
    let cause = Cause {
        kind: MovementKind::Adjusted,
        reason: Some(reason.to_owned()),
        ..cause.clone()
    };
    change_in(transaction, location_id, &written_off, &cause).await
}
