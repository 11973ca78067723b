//! What API key verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::staff::Permission;

/// Why an API key could not be created, found or revoked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ApiKeyError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No key has this id.
    #[error("there is no API key with id {0}")]
    NotFound(i64),
    /// Another key has this name, or had it before it was revoked.
    #[error("name: another API key has, or had, this name; choose one that tells them apart")]
    NameTaken,
    /// Nobody gives what they do not have.
    #[error("scopes: you lack the permission {0} yourself and cannot give it to a key")]
    ScopeNotHeld(Permission),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ApiKeyError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("api_keys_name_unique") => ApiKeyError::NameTaken,
            _ => ApiKeyError::Database(error),
        }
    }
}

impl From<DbErr> for ApiKeyError {
    fn from(error: DbErr) -> Self {
        ApiKeyError::from(Error::from(error))
    }
}
