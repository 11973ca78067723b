//! What payments refuse, told to people.

use mercer_store::payments::PaymentError;

use crate::cli::Failure;
use crate::cli::failure::FailureKind;

impl From<PaymentError> for Failure {
    fn from(error: PaymentError) -> Self {
        let message = error.to_string();
        match error {
            PaymentError::Invalid(invalid) => invalid.into(),
            PaymentError::Order(error) => error.into(),
            PaymentError::Database(error) => error.into(),
            PaymentError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer payments list` shows the payments")
            }
            PaymentError::Stale(_) => Failure::with_advice(&message).of_kind(FailureKind::Changed),
            PaymentError::UnknownMethod => {
                Failure::refused("the customer has no such saved method")
                    .hint("say by which means: --by cash, card, bank_transfer or paypal")
            }
            PaymentError::ExceedsDue { .. } => Failure::refused(message)
                .hint("`mercer payments pay` without --amount pays all that is due"),
            _ => Failure::with_advice(&message),
        }
    }
}
