//! What location verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a location could not be recorded, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LocationError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No location has this id.
    #[error("there is no location with id {0}")]
    NotFound(i64),
    /// Another location has this name.
    #[error("name: another location has this name")]
    NameTaken,
    /// Somebody else changed it first.
    #[error("the location cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// Goods are or were there.
    #[error(
        "the location has stock, stock movements or orders and cannot be deleted; \
         close it instead (active = false)"
    )]
    InUse,
    /// A store sells from somewhere.
    #[error("it is the only active location, and a store keeps at least one; open another first")]
    LastActive,
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for LocationError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("locations_name_unique") => LocationError::NameTaken,
            // No column of a location refers to anything: somebody refers to the location.
            Error::Constraint(v) if v.kind == ConstraintKind::ForeignKey => LocationError::InUse,
            _ => LocationError::Database(error),
        }
    }
}

impl From<DbErr> for LocationError {
    fn from(error: DbErr) -> Self {
        LocationError::from(Error::from(error))
    }
}
