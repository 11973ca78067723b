//! Refusals of addresses.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::addresses::AddressError;

use super::refusals;

refusals! {
    AddressError {
        AddressError::NotFound(_) => 404 "not_found",
        AddressError::UnknownCustomer(_) => 422 "unknown_customer" at "customer_id",
        AddressError::NotLinked { .. } => 404 "not_found",
        AddressError::LastAddress { .. } => 409 "last_address",
        AddressError::DefaultNeeded { .. } => 409 "default_needed",
        AddressError::VersionConflict(_) => 412 "version_conflict",
    }
    passes { Invalid: Invalid, Database: Error }
}
