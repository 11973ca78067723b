//! What tax class verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a tax class could not be recorded, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TaxClassError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No tax class has this id.
    #[error("there is no tax class with id {0}")]
    NotFound(i64),
    /// Another tax class has this code.
    #[error("code: another tax class has this code")]
    CodeTaken,
    /// Somebody else changed it first.
    #[error("the tax class cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// Products are taxed by it.
    #[error("products have this tax class; give them another or none first")]
    InUse,
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for TaxClassError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("tax_classes_code_unique") => TaxClassError::CodeTaken,
            // No column of a tax class refers to anything: a product refers to the class.
            Error::Constraint(v) if v.kind == ConstraintKind::ForeignKey => TaxClassError::InUse,
            _ => TaxClassError::Database(error),
        }
    }
}

impl From<DbErr> for TaxClassError {
    fn from(error: DbErr) -> Self {
        TaxClassError::from(Error::from(error))
    }
}
