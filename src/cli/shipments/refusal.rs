//! What shipments refuse, told to people.

use mercer_store::shipments::ShipmentError;

use crate::cli::Failure;
use crate::cli::failure::FailureKind;

impl From<ShipmentError> for Failure {
    fn from(error: ShipmentError) -> Self {
        let message = error.to_string();
        match error {
            ShipmentError::Invalid(invalid) => invalid.into(),
            ShipmentError::Order(error) => error.into(),
            ShipmentError::Inventory(error) => error.into(),
            ShipmentError::Return(error) => error.into(),
            ShipmentError::Database(error) => error.into(),
            ShipmentError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer shipments list` shows the shipments")
            }
            ShipmentError::Stale(_) => Failure::with_advice(&message).of_kind(FailureKind::Changed),
            _ => Failure::with_advice(&message),
        }
    }
}
