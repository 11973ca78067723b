//! Refusals of settings.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::settings::SettingError;

use super::refusals;

refusals! {
    SettingError {
        SettingError::Unknown { .. } => 404 "not_found",
        SettingError::VersionConflict(_) => 412 "version_conflict",
        SettingError::SetMeanwhile => 409 "set_meanwhile",
    }
    passes { Invalid: Invalid, Database: Error }
}
