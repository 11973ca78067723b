//! Change what is written on a shipment.

use mercer_database::Transaction;

use super::step::begin_in;
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::Store;
use crate::patch::Patch;

/// What to change; [`Patch::Keep`] keeps a field. What a shipment holds is not changed: it is
/// cancelled and packed anew.
#[derive(Clone, Debug, Default)]
pub struct UpdateShipment {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Another carrier, at most 100 characters.
    pub carrier: Patch<String>,
    /// Another tracking number, at most 100 characters.
    pub tracking_number: Patch<String>,
    /// Another note, at most 2,000 characters.
    pub note: Patch<String>,
}

/// Changes a shipment, also one that has left: tracking numbers come late.
///
/// # Errors
/// A version that is no longer the shipment's; a shipment that was called off.
pub async fn update(
    store: &Store,
    id: i64,
    mut input: UpdateShipment,
) -> Result<ShipmentWithItems, ShipmentError> {
    input.carrier = input.carrier.text("carrier", 100)?;
    input.tracking_number = input.tracking_number.text("tracking_number", 100)?;
    input.note = input.note.text("note", 2_000)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { update_in(&store, &transaction, id, input).await }
        })
        .await
}

async fn update_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    input: UpdateShipment,
) -> Result<ShipmentWithItems, ShipmentError> {
    let mut step = begin_in(transaction, id, input.expected_version).await?;
    let shipment = &mut step.shipment;
    if shipment.status == ShipmentStatus::Cancelled {
        return Err(ShipmentError::Cancelled(id));
    }
    write(&mut shipment.carrier, input.carrier);
    write(&mut shipment.tracking_number, input.tracking_number);
    write(&mut shipment.note, input.note);
    step.finish_in(store, transaction, "shipments.update").await
}

fn write(field: &mut Option<String>, patch: Patch<String>) {
    match patch {
        Patch::Keep => {}
        Patch::Clear => *field = None,
        Patch::Set(text) => *field = Some(text),
    }
}
