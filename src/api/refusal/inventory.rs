//! Refusals of stock.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::inventory::InventoryError;

use super::refusals;

refusals! {
    InventoryError {
        InventoryError::OutOfStock { .. } => 409 "out_of_stock",
        InventoryError::UnknownProduct(_) => 422 "unknown_product",
        InventoryError::UnknownLocation(_) => 422 "unknown_location" at "location_id",
        InventoryError::NotStocked { .. } => 422 "not_stocked",
        InventoryError::UnknownMovement(_) => 404 "not_found",
        InventoryError::UnknownTransfer(_) => 404 "not_found",
        InventoryError::UnknownCount(_) => 404 "not_found",
        InventoryError::VersionConflict(_) => 412 "version_conflict",
        InventoryError::WrongTransferStatus { .. } => 409 "wrong_status",
        InventoryError::WrongCountStatus { .. } => 409 "wrong_status",
        InventoryError::NotPromised { .. } => 409 "not_promised",
        InventoryError::NotInTransit { .. } => 409 "not_in_transit",
        InventoryError::CountOpen => 409 "count_open",
        InventoryError::BeingCounted { .. } => 409 "being_counted",
        InventoryError::Uncounted { .. } => 409 "uncounted",
        InventoryError::PromisedGoodsMissing { .. } => 409 "promised_goods_missing",
    }
    passes { Invalid: Invalid, Database: Error }
}
