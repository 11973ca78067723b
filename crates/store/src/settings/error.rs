//! What setting verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a setting could not be read or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SettingError {
    /// The value; the field is the setting's name.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No such setting is declared.
    #[error("there is no setting {name:?}; {advice}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// Which one was probably meant, or all there are.
        advice: String,
    },
    /// Somebody else changed it first.
    #[error("the setting cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// Two callers set it for the first time at the same moment; this one is to try again.
    #[error("the setting is being set by somebody else at this moment; try again")]
    SetMeanwhile,
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for SettingError {
    fn from(error: Error) -> Self {
        match error {
            Error::Constraint(violation) if violation.is("settings_name_unique") => {
                SettingError::SetMeanwhile
            }
            error => SettingError::Database(error),
        }
    }
}

impl From<DbErr> for SettingError {
    fn from(error: DbErr) -> Self {
        SettingError::from(Error::from(error))
    }
}
