//! Refusals of users.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::password::HashingFailed;
use mercer_store::staff::StaffError;

use super::refusals;

refusals! {
    StaffError {
        StaffError::NotFound(_) => 404 "not_found",
        StaffError::UsernameTaken => 409 "username_taken" at "username",
        StaffError::EmailTaken => 409 "email_taken" at "email",
        StaffError::WrongPassword => 422 "wrong_password" at "current",
        StaffError::WrongSignIn => 401 "wrong_sign_in",
        StaffError::LastOwner => 409 "last_owner",
        StaffError::VersionConflict(_) => 412 "version_conflict",
    }
    passes { Invalid: Invalid, Hashing: HashingFailed, Database: Error }
}
