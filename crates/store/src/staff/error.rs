//! What staff verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;
use crate::password::HashingFailed;

/// Why a user could not be recorded, found, changed, removed or signed in.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StaffError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No user has this id.
    #[error("there is no user with id {0}")]
    NotFound(i64),
    /// Another user has this user name.
    #[error("username: another user has this user name")]
    UsernameTaken,
    /// Another user has this e-mail address.
    #[error("email: another user has this e-mail address")]
    EmailTaken,
    /// The current password, given to change it.
    #[error("current: this is not the user's password")]
    WrongPassword,
    /// Nobody signs in with this name and this password. Whether somebody has the name, and whether
    /// they may sign in at all, is not told.
    #[error("there is no active user with this name and this password")]
    WrongSignIn,
    /// Somebody has to be able to do everything.
    #[error(
        "it is the only active owner, and a store keeps at least one; make somebody else an owner \
         first"
    )]
    LastOwner,
    /// Somebody else changed it first.
    #[error("the user cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for StaffError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("users_username_unique") => StaffError::UsernameTaken,
            Error::Constraint(v) if v.is("users_email_unique") => StaffError::EmailTaken,
            _ => StaffError::Database(error),
        }
    }
}

impl From<DbErr> for StaffError {
    fn from(error: DbErr) -> Self {
        StaffError::from(Error::from(error))
    }
}
