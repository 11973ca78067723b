//! What seeding refuses.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::demonstration::DemonstrationError;
use crate::taxes::TaxClassError;

/// Why a store was not seeded, or not to the end.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SeedError {
    /// The figures asked for.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is business in the store.
    #[error("the store is not empty: it has {0}; demonstration data go into an empty store")]
    NotEmpty(String),
    /// Somebody else wrote into the store meanwhile.
    #[error(
        "somebody else wrote into the store while it was being filled; what is in stays, the rest \
         is missing"
    )]
    InUse,
    /// The caller said stop.
    #[error("stopped; what is in stays and is consistent, the rest is missing")]
    Stopped,
    /// The fixed part.
    #[error(transparent)]
    Demonstration(DemonstrationError),
    /// The tax classes.
    #[error(transparent)]
    TaxClass(TaxClassError),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for SeedError {
    /// Every id and key is chosen here: where one is taken, somebody else took it.
    fn from(error: Error) -> Self {
        match error {
            Error::Constraint(_) => SeedError::InUse,
            other => SeedError::Database(other),
        }
    }
}

impl From<DbErr> for SeedError {
    fn from(error: DbErr) -> Self {
        SeedError::from(Error::from(error))
    }
}

impl From<DemonstrationError> for SeedError {
    fn from(error: DemonstrationError) -> Self {
        match error {
            DemonstrationError::Database(error) => SeedError::Database(error),
            other => SeedError::Demonstration(other),
        }
    }
}

impl From<TaxClassError> for SeedError {
    fn from(error: TaxClassError) -> Self {
        match error {
            TaxClassError::Database(error) => SeedError::Database(error),
            other => SeedError::TaxClass(other),
        }
    }
}
