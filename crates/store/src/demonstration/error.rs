//! What can stop the demonstration from being filled: whatever stops the verbs it calls.

use mercer_database::Error;

use crate::Invalid;
use crate::categories::CategoryError;
use crate::customers::CustomerError;
use crate::inventory::InventoryError;
use crate::invoices::InvoiceError;
use crate::locations::LocationError;
use crate::orders::OrderError;
use crate::payments::PaymentError;
use crate::products::ProductError;
use crate::returns::ReturnError;
use crate::shipments::ShipmentError;

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
    /// An invoice.
    #[error(transparent)]
    Invoice(#[from] InvoiceError),
    /// A place.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// An order.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// A payment.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A product.
    #[error(transparent)]
    Product(#[from] ProductError),
    /// A return.
    #[error(transparent)]
    Return(#[from] ReturnError),
    /// A shipment.
    #[error(transparent)]
    Shipment(#[from] ShipmentError),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}
