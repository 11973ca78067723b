//! What the verbs of payment methods refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a payment method could not be saved, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PaymentMethodError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No payment method has this id.
    #[error("there is no payment method with id {0}")]
    NotFound(i64),
    /// No customer has this id, or the person behind it was erased.
    #[error("there is no customer with id {0}")]
    UnknownCustomer(i64),
    /// The customer has it already.
    #[error("token: the customer has saved this payment method already")]
    AlreadySaved,
    /// Somebody else changed it first.
    #[error("the payment method cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for PaymentMethodError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v)
                if v.is("payment_methods_customer_id_kind_provider_token_unique") =>
            {
                PaymentMethodError::AlreadySaved
            }
            _ => PaymentMethodError::Database(error),
        }
    }
}

impl From<DbErr> for PaymentMethodError {
    fn from(error: DbErr) -> Self {
        PaymentMethodError::from(Error::from(error))
    }
}
