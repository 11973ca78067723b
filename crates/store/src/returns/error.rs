//! What return verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::inventory::InventoryError;
use crate::orders::OrderError;

/// Why goods could not be taken back.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReturnError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No return has this id.
    #[error("there is no return with id {0}")]
    NotFound(i64),
    /// Nothing of the order can have come back.
    #[error("nothing of order {number} can come back: {reason}")]
    NotReturnable {
        /// The order's number.
        number: String,
        /// What stands in the way.
        reason: String,
    },
    /// There is no such order.
    #[error(transparent)]
    Order(OrderError),
    /// Stock does not take the goods.
    #[error(transparent)]
    Inventory(InventoryError),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ReturnError {
    fn from(error: Error) -> Self {
        ReturnError::Database(error)
    }
}

impl From<DbErr> for ReturnError {
    fn from(error: DbErr) -> Self {
        ReturnError::Database(Error::from(error))
    }
}

impl From<OrderError> for ReturnError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Database(error) => ReturnError::Database(error),
            OrderError::Invalid(invalid) => ReturnError::Invalid(invalid),
            other => ReturnError::Order(other),
        }
    }
}

impl From<InventoryError> for ReturnError {
    fn from(error: InventoryError) -> Self {
        match error {
            InventoryError::Database(error) => ReturnError::Database(error),
            other => ReturnError::Inventory(other),
        }
    }
}
