//! Refusals of shipments.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::inventory::InventoryError;
use mercer_store::orders::OrderError;
use mercer_store::returns::ReturnError;
use mercer_store::shipments::ShipmentError;

use super::refusals;

refusals! {
    ShipmentError {
        ShipmentError::NotFound(_) => 404 "not_found",
        ShipmentError::WrongStatus { .. } => 409 "wrong_status",
        ShipmentError::NotShippable { .. } => 409 "not_shippable",
        ShipmentError::Cancelled(_) => 409 "cancelled",
        ShipmentError::AlreadyBack { .. } => 409 "already_back",
        ShipmentError::Stale(_) => 412 "version_conflict",
    }
    passes { Invalid: Invalid, Order: OrderError, Inventory: InventoryError, Return: ReturnError, Database: Error }
}
