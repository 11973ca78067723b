//! What stock verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use crate::{Invalid, Quantity};

/// Why goods could not be moved or promised.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InventoryError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is less than was asked for.
    #[error("{sku} is out of stock: {requested} asked for, {available} available")]
    OutOfStock {
        /// The product's code.
        sku: String,
        /// The product.
        product_id: i64,
        /// How much was asked for.
        requested: Quantity,
        /// How much is there and not promised.
        available: Quantity,
    },
    /// No product has this id.
    #[error("there is no product with id {0}")]
    UnknownProduct(i64),
    /// No location has this id.
    #[error("there is no location with id {0}")]
    UnknownLocation(i64),
    /// A service has no stock.
    #[error("{sku} is a service and has no stock")]
    NotStocked {
        /// The product's code.
        sku: String,
    },
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for InventoryError {
    fn from(error: Error) -> Self {
        match &error {
            // The table's own guard: somebody took the goods between our look and our update.
            Error::Constraint(violation) if violation.kind == ConstraintKind::Check => {
                InventoryError::Invalid(Invalid::new(
                    "quantity",
                    "the stock on hand would fall below what is promised or below zero",
                ))
            }
            _ => InventoryError::Database(error),
        }
    }
}

impl From<DbErr> for InventoryError {
    fn from(error: DbErr) -> Self {
        InventoryError::from(Error::from(error))
    }
}
