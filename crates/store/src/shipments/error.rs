//! What shipment verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use super::ShipmentStatus;
use crate::Invalid;
use crate::edit::VersionConflict;
use crate::inventory::InventoryError;
use crate::orders::OrderError;
use crate::returns::ReturnError;

/// Why goods could not be packed or sent, or a shipment not found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ShipmentError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No shipment has this id.
    #[error("there is no shipment with id {0}")]
    NotFound(i64),
    /// The transition table says no.
    #[error("the shipment is {from} and cannot become {to}")]
    WrongStatus {
        /// What it is.
        from: ShipmentStatus,
        /// What it was to become.
        to: ShipmentStatus,
    },
    /// Nothing of the order can be sent.
    #[error("nothing of order {number} can be packed: {reason}")]
    NotShippable {
        /// The order's number.
        number: String,
        /// What stands in the way.
        reason: String,
    },
    /// A shipment that was called off stays as it is.
    #[error("shipment {0} was cancelled and is not changed any more")]
    Cancelled(i64),
    /// Goods of the shipment came back already, by another return.
    #[error("goods of shipment {shipment_id}, line {line} of its order, have come back already")]
    AlreadyBack {
        /// The shipment.
        shipment_id: i64,
        /// The line of the order.
        line: i64,
    },
    /// Somebody else changed it first.
    #[error(transparent)]
    Stale(#[from] VersionConflict),
    /// There is no such order.
    #[error(transparent)]
    Order(OrderError),
    /// Stock does not have the goods.
    #[error(transparent)]
    Inventory(InventoryError),
    /// The goods cannot be taken back.
    #[error(transparent)]
    Return(ReturnError),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ShipmentError {
    fn from(error: Error) -> Self {
        ShipmentError::Database(error)
    }
}

impl From<DbErr> for ShipmentError {
    fn from(error: DbErr) -> Self {
        ShipmentError::Database(Error::from(error))
    }
}

impl From<OrderError> for ShipmentError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Database(error) => ShipmentError::Database(error),
            OrderError::Invalid(invalid) => ShipmentError::Invalid(invalid),
            other => ShipmentError::Order(other),
        }
    }
}

impl From<InventoryError> for ShipmentError {
    fn from(error: InventoryError) -> Self {
        match error {
            InventoryError::Database(error) => ShipmentError::Database(error),
            other => ShipmentError::Inventory(other),
        }
    }
}

impl From<ReturnError> for ShipmentError {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Database(error) => ShipmentError::Database(error),
            ReturnError::Order(error) => ShipmentError::Order(error),
            ReturnError::Inventory(error) => ShipmentError::Inventory(error),
            other => ShipmentError::Return(other),
        }
    }
}
