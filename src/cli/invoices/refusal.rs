//! What invoices refuse, told to people.

use mercer_store::invoices::InvoiceError;

use crate::cli::Failure;

impl From<InvoiceError> for Failure {
    fn from(error: InvoiceError) -> Self {
        let message = error.to_string();
        match error {
            InvoiceError::Invalid(invalid) => invalid.into(),
            InvoiceError::Database(error) => error.into(),
            InvoiceError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer invoices list` shows the documents")
            }
            _ => Failure::with_advice(&message),
        }
    }
}
