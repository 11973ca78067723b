//! Refusals of customers.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::customers::CustomerError;
use mercer_store::inventory::InventoryError;
use mercer_store::password::HashingFailed;

use super::refusals;

refusals! {
    CustomerError {
        CustomerError::NotFound(_) => 404 "not_found",
        CustomerError::UsernameTaken => 409 "username_taken" at "username",
        CustomerError::EmailTaken => 409 "email_taken" at "email",
        CustomerError::WrongPassword => 422 "wrong_password" at "current",
        CustomerError::WrongSignIn => 401 "wrong_sign_in",
        CustomerError::Address(_) => 422 "unknown_address" at "addresses",
        CustomerError::Erased(_) => 409 "erased",
        CustomerError::OpenOrders { .. } => 409 "open_orders",
        CustomerError::VersionConflict(_) => 412 "version_conflict",
        CustomerError::HasOrders { .. } => 409 "has_orders",
        CustomerError::PaymentsUnderWay { .. } => 409 "payments_under_way",
    }
    passes { Invalid: Invalid, Inventory: InventoryError, Hashing: HashingFailed, Database: Error }
}
