//! Refusals of tax classes.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::taxes::TaxClassError;

use super::refusals;

refusals! {
    TaxClassError {
        TaxClassError::NotFound(_) => 404 "not_found",
        TaxClassError::CodeTaken => 409 "code_taken" at "code",
        TaxClassError::VersionConflict(_) => 412 "version_conflict",
        TaxClassError::InUse => 409 "in_use",
    }
    passes { Invalid: Invalid, Database: Error }
}
