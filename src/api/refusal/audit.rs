//! Refusals of the audit log.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::audit::AuditError;

use super::refusals;

refusals! {
    AuditError {
        AuditError::NotFound(_) => 404 "not_found",
    }
    passes { Invalid: Invalid, Database: Error }
}
