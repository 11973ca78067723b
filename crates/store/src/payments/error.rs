//! What payment verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::{Invalid, Money};

/// Why money could not be booked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PaymentError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No order has this id.
    #[error("there is no order with id {0}")]
    UnknownOrder(i64),
    /// No payment has this id.
    #[error("there is no payment with id {0}")]
    NotFound(i64),
    /// The order is not placed, so it takes no money.
    #[error("order {number} is {status} and takes no payment")]
    OrderNotOpen {
        /// The order's number.
        number: String,
        /// Its status.
        status: &'static str,
    },
    /// More than the order asks for.
    #[error("{amount} is more than the {due} still due")]
    ExceedsDue {
        /// What was to be paid.
        amount: Money,
        /// What is due.
        due: Money,
    },
    /// More than was received.
    #[error("{amount} is more than the {refundable} that can be given back")]
    ExceedsCaptured {
        /// What was to be refunded.
        amount: Money,
        /// What is left of the payment.
        refundable: Money,
    },
    /// The same payment of the provider is booked already.
    #[error("the provider's payment {reference} is already recorded")]
    AlreadyRecorded {
        /// The provider's id.
        reference: String,
    },
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for PaymentError {
    fn from(error: Error) -> Self {
        PaymentError::Database(error)
    }
}

impl From<DbErr> for PaymentError {
    fn from(error: DbErr) -> Self {
        PaymentError::Database(Error::from(error))
    }
}
