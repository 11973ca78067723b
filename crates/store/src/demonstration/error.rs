//! What can stop the demonstration from being filled: whatever stops the verbs it calls.

use mercer_database::Error;

use crate::Invalid;
use crate::categories::CategoryError;
use crate::customers::CustomerError;
use crate::inventory::InventoryError;
use crate::orders::OrderError;
use crate::payments::PaymentError;
use crate::products::ProductError;

/// Why the demonstration could not be filled.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DemonstrationError {
    /// A field of the demonstration's own data.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// A category.
    #[error(transparent)]
    Category(#[from] CategoryError),
    /// A customer.
    #[error(transparent)]
    Customer(#[from] CustomerError),
    /// Stock.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// An order.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// A payment.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A product.
    #[error(transparent)]
    Product(#[from] ProductError),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}
