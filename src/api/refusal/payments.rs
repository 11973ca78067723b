//! Refusals of payments.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::orders::OrderError;
use mercer_store::payments::PaymentError;

use super::refusals;

refusals! {
    PaymentError {
        PaymentError::UnknownOrder(_) => 422 "unknown_order" at "order_id",
        PaymentError::NotFound(_) => 404 "not_found",
        PaymentError::RefundNotFound(_) => 404 "not_found",
        PaymentError::UnknownMethod => 422 "unknown_payment_method" at "payment_method_id",
        PaymentError::OrderNotOpen { .. } => 409 "order_not_open",
        PaymentError::ExceedsDue { .. } => 409 "exceeds_due" at "amount",
        PaymentError::NothingDue { .. } => 409 "nothing_due",
        PaymentError::ExceedsAuthorised { .. } => 409 "exceeds_authorised" at "amount",
        PaymentError::ExceedsCaptured { .. } => 409 "exceeds_captured" at "amount",
        PaymentError::WrongState { .. } => 409 "wrong_status",
        PaymentError::UnderWay { .. } => 409 "payments_under_way",
        PaymentError::Stale(_) => 412 "version_conflict",
        PaymentError::AlreadyRecorded { .. } => 409 "already_recorded",
        PaymentError::OperationGone(_) => 409 "payment_deleted",
    }
    passes { Invalid: Invalid, Order: OrderError, Database: Error }
}
