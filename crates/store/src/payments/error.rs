//! What payment verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use super::PaymentState;
use crate::edit::VersionConflict;
use crate::orders::OrderError;
use crate::payment_methods::PaymentMethodError;
use crate::{Invalid, Money};

/// Why money could not be asked for, taken, given back or booked.
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
    /// No refund has this id.
    #[error("there is no refund with id {0}")]
    RefundNotFound(i64),
    /// No payment method of the customer's has this id, or they have no default.
    #[error("payment_method_id: the customer has no such payment method")]
    UnknownMethod,
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
        /// What is due and not under way.
        due: Money,
    },
    /// Nothing is left to be paid.
    #[error("order {number} has nothing due that is not paid or under way")]
    NothingDue {
        /// The order's number.
        number: String,
    },
    /// More than was promised.
    #[error("{amount} is more than the {capturable} that can still be taken")]
    ExceedsAuthorised {
        /// What was to be taken.
        amount: Money,
        /// What is left of the promise.
        capturable: Money,
    },
    /// More than was received.
    #[error("{amount} is more than the {refundable} that can be given back")]
    ExceedsCaptured {
        /// What was to be refunded.
        amount: Money,
        /// What is left of the payment.
        refundable: Money,
    },
    /// The state of the payment says no.
    #[error("payment {id} is {state} and cannot be {verb}")]
    WrongState {
        /// The payment.
        id: i64,
        /// Its state.
        state: PaymentState,
        /// What was to be done.
        verb: &'static str,
    },
    /// Somebody else changed it first.
    #[error(transparent)]
    Stale(#[from] VersionConflict),
    /// The provider has been asked something and has not answered.
    #[error("payment {id} waits for its provider's answer; try again when that is there")]
    UnderWay {
        /// The payment.
        id: i64,
    },
    /// The same payment of the provider is booked already.
    #[error("the provider's payment {reference} is already recorded")]
    AlreadyRecorded {
        /// The provider's id.
        reference: String,
    },
    /// The order went while its provider was asked. What the provider did is in its own records
    /// only.
    #[error(
        "the payment was deleted while its provider was asked (operation {0}); compare with the \
         provider's records"
    )]
    OperationGone(i64),
    /// The order cannot be credited.
    #[error("the order cannot be credited: {0}")]
    Order(OrderError),
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

impl From<OrderError> for PaymentError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Invalid(invalid) => PaymentError::Invalid(invalid),
            OrderError::Database(error) => PaymentError::Database(error),
            other => PaymentError::Order(other),
        }
    }
}

impl From<PaymentMethodError> for PaymentError {
    fn from(error: PaymentMethodError) -> Self {
        match error {
            PaymentMethodError::Invalid(invalid) => PaymentError::Invalid(invalid),
            PaymentMethodError::Database(error) => PaymentError::Database(error),
            PaymentMethodError::NotFound(_)
            | PaymentMethodError::UnknownCustomer(_)
            | PaymentMethodError::VersionConflict(_)
            | PaymentMethodError::AlreadySaved => PaymentError::UnknownMethod,
        }
    }
}
