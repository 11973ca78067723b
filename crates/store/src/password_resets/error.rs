//! What password resets refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::customers::CustomerError;
use crate::password::HashingFailed;
use crate::staff::StaffError;

/// Why a password could not be reset.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PasswordResetError {
    /// There is no such token, it was used, a newer one was asked for, or it has expired.
    #[error("the link is not valid any more; ask for another one")]
    WrongToken,
    /// The user could not be changed.
    #[error(transparent)]
    Staff(StaffError),
    /// The customer could not be changed.
    #[error(transparent)]
    Customer(CustomerError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    /// The data layer.
    #[error(transparent)]
    Database(#[from] Error),
}

impl From<DbErr> for PasswordResetError {
    fn from(error: DbErr) -> Self {
        PasswordResetError::from(Error::from(error))
    }
}

impl From<StaffError> for PasswordResetError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Database(error) => PasswordResetError::Database(error),
            other => PasswordResetError::Staff(other),
        }
    }
}

impl From<CustomerError> for PasswordResetError {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::Database(error) => PasswordResetError::Database(error),
            other => PasswordResetError::Customer(other),
        }
    }
}
