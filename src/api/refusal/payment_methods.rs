//! Refusals of saved payment methods.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::payment_methods::PaymentMethodError;

use super::refusals;

refusals! {
    PaymentMethodError {
        PaymentMethodError::NotFound(_) => 404 "not_found",
        PaymentMethodError::UnknownCustomer(_) => 422 "unknown_customer" at "customer_id",
        PaymentMethodError::AlreadySaved => 409 "already_saved" at "token",
        PaymentMethodError::VersionConflict(_) => 412 "version_conflict",
    }
    passes { Invalid: Invalid, Database: Error }
}
