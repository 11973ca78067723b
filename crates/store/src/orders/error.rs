//! What order verbs refuse.

use mercer_database::{ConstraintViolation, Error};
use sea_orm::DbErr;

use super::OrderStatus;
use crate::Invalid;
use crate::edit::VersionConflict;
use crate::inventory::InventoryError;

/// Why an order could not be placed, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OrderError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The goods are not there.
    #[error(transparent)]
    Inventory(InventoryError),
    /// No customer has this id.
    #[error("there is no customer with id {0}")]
    UnknownCustomer(i64),
    /// No order has this id or number.
    #[error("there is no order {0}")]
    NotFound(String),
    /// The transition table says no.
    #[error("the order is {from} and cannot become {to}")]
    WrongStatus {
        /// What it is.
        from: OrderStatus,
        /// What it was to become.
        to: OrderStatus,
    },
    /// Money or goods have changed hands.
    #[error("order {number} cannot be cancelled: {reason}")]
    NotCancellable {
        /// The order's number.
        number: String,
        /// What stands in the way and what to do first.
        reason: String,
    },
    /// The order, or a line of it, stays as it is.
    #[error("order {number} cannot be changed so: {reason}")]
    NotModifiable {
        /// The order's number.
        number: String,
        /// What stands in the way.
        reason: String,
    },
    /// Somebody else changed it first.
    #[error(transparent)]
    Stale(#[from] VersionConflict),
    /// Money was received, and the caller did not ask for the payments to go too.
    #[error(
        "order {number} has been paid and cannot be deleted; delete its payments too \
         (cascade=payments) only if the books may lose them"
    )]
    Paid {
        /// The order's number.
        number: String,
    },
    /// A provider owes an answer.
    #[error(
        "order {number} has payments or refunds under way; void the payments or reconcile first"
    )]
    PaymentsUnderWay {
        /// The order's number.
        number: String,
    },
    /// Another order has this number.
    #[error("there is already an order with the number {0}")]
    NumberTaken(String),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for OrderError {
    fn from(error: Error) -> Self {
        OrderError::Database(error)
    }
}

impl From<DbErr> for OrderError {
    fn from(error: DbErr) -> Self {
        OrderError::Database(Error::from(error))
    }
}

impl From<InventoryError> for OrderError {
    fn from(error: InventoryError) -> Self {
        match error {
            InventoryError::Database(error) => OrderError::Database(error),
            other => OrderError::Inventory(other),
        }
    }
}

impl OrderError {
    /// The violated constraint, if that is what this is.
    pub(super) fn violation(&self) -> Option<&ConstraintViolation> {
        match self {
            OrderError::Database(Error::Constraint(violation)) => Some(violation),
            _ => None,
        }
    }
}
