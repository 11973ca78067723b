//! Refusals of locations.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::locations::LocationError;

use super::refusals;

refusals! {
    LocationError {
        LocationError::NotFound(_) => 404 "not_found",
        LocationError::NameTaken => 409 "name_taken" at "name",
        LocationError::VersionConflict(_) => 412 "version_conflict",
        LocationError::InUse => 409 "in_use",
        LocationError::LastActive => 409 "last_location",
    }
    passes { Invalid: Invalid, Database: Error }
}
