//! Take a shipment back that could not be delivered.

use mercer_database::Transaction;

use super::step::{Step, begin_becoming_in};
use super::{ShipmentError, ShipmentStatus, ShipmentWithItems};
use crate::inventory::InventoryError;
use crate::returns::{self, Booking, Disposition, LineCredit, ReturnLine, ReturnWithItems};
use crate::{Invalid, Quantity, Store, locations, text};

/// A shipment that came back undelivered.
#[derive(Clone, Debug)]
pub struct ReturnToSender {
    /// The shipment.
    pub shipment_id: i64,
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Where it came to; where it left when `None`.
    pub location_id: Option<i64>,
    /// Why, at most 200 characters.
    pub reason: String,
    /// The lines whose goods are not sold again.
    pub write_off: Vec<i64>,
    /// Whether the customer no longer owes the goods. What was charged for delivery stays owed
    /// unless the order is credited.
    pub is_credited: bool,
}

/// A shipment that came back, and the return that books it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedParcel {
    /// The shipment.
    pub shipment: ShipmentWithItems,
    /// The return.
    pub goods: ReturnWithItems,
}

/// Books everything that the shipment holds as come back. To send it again, the customer orders
/// again, or the goods are added to the order as new lines.
///
/// # Errors
/// [`ShipmentError::WrongStatus`] for one that has not left or has arrived;
/// [`ShipmentError::AlreadyBack`] when its goods were booked by another return.
pub async fn return_to_sender(
    store: &Store,
    mut input: ReturnToSender,
) -> Result<ReturnedParcel, ShipmentError> {
    input.reason = text::required("reason", &input.reason, 200)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { take_back_in(&store, &transaction, input).await }
        })
        .await
}

async fn take_back_in(
    store: &Store,
    transaction: &Transaction,
    input: ReturnToSender,
) -> Result<ReturnedParcel, ShipmentError> {
    let (id, next) = (input.shipment_id, ShipmentStatus::Returned);
    let step = begin_becoming_in(store, transaction, id, input.expected_version, next).await?;
    let lines = lines(&step, &input)?;
    let location_id = input.location_id.unwrap_or(step.shipment.location_id);
    if !locations::exists_in(transaction, location_id).await? {
        return Err(InventoryError::UnknownLocation(location_id).into());
    }
    let booking = Booking {
        location_id,
        shipment_id: Some(id),
        reason: input.reason,
        lines,
    };
    let goods = returns::book_in(store, transaction, &step.order, booking).await?;
    let action = "shipments.return_to_sender";
    let shipment = step.finish_in(store, transaction, action).await?;
    Ok(ReturnedParcel { shipment, goods })
}

fn lines(step: &Step, input: &ReturnToSender) -> Result<Vec<ReturnLine>, ShipmentError> {
    let holds = |line: i64| step.items.iter().any(|item| item.line == line);
    for (index, &line) in input.write_off.iter().enumerate() {
        if !holds(line) {
            let reason = format!("the shipment holds nothing of line {line}");
            return Err(Invalid::new(format!("write_off/{index}"), reason).into());
        }
    }
    let mut lines = Vec::with_capacity(step.items.len());
    for item in &step.items {
        let is_outside = |line: &&crate::orders::OrderItem| {
            line.line == item.line && line.shipped - line.returned >= item.quantity
        };
        if !step.order.items.iter().any(|line| is_outside(&line)) {
            return Err(ShipmentError::AlreadyBack {
                shipment_id: item.shipment_id,
                line: item.line,
            });
        }
        lines.push(ReturnLine {
            line: item.line,
            quantity: Quantity::from_thousandths(item.quantity),
            disposition: if input.write_off.contains(&item.line) {
                Disposition::WriteOff
            } else {
                Disposition::Restock
            },
            credit: if input.is_credited {
                LineCredit::Full
            } else {
                LineCredit::Nothing
            },
        });
    }
    Ok(lines)
}
