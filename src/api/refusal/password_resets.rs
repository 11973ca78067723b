//! Refusals of password resets.

use mercer_database::Error;
use mercer_store::customers::CustomerError;
use mercer_store::password::HashingFailed;
use mercer_store::password_resets::PasswordResetError;
use mercer_store::staff::StaffError;

use super::refusals;

refusals! {
    PasswordResetError {
        PasswordResetError::WrongToken => 422 "wrong_token" at "token",
    }
    passes { Staff: StaffError, Customer: CustomerError, Hashing: HashingFailed, Database: Error }
}
