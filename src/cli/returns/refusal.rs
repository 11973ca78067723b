//! What returns refuse, told to people.

use mercer_store::returns::ReturnError;

use crate::cli::Failure;

impl From<ReturnError> for Failure {
    fn from(error: ReturnError) -> Self {
        let message = error.to_string();
        match error {
            ReturnError::Invalid(invalid) => invalid.into(),
            ReturnError::Order(error) => error.into(),
            ReturnError::Inventory(error) => error.into(),
            ReturnError::Database(error) => error.into(),
            ReturnError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer returns list` shows the returns")
            }
            ReturnError::NotReturnable { .. } => Failure::with_advice(&message),
        }
    }
}
