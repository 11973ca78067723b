//! Refusals of returns.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::inventory::InventoryError;
use mercer_store::orders::OrderError;
use mercer_store::returns::ReturnError;

use super::refusals;

refusals! {
    ReturnError {
        ReturnError::NotFound(_) => 404 "not_found",
        ReturnError::NotReturnable { .. } => 409 "not_returnable",
    }
    passes { Invalid: Invalid, Order: OrderError, Inventory: InventoryError, Database: Error }
}
