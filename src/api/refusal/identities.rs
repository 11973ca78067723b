//! Refusals of sign-ins by outside providers.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::identities::IdentityError;

use super::refusals;

refusals! {
    IdentityError {
        IdentityError::NotFound(_) => 404 "not_found",
        IdentityError::EmailNotVerified => 409 "email_not_verified",
        IdentityError::NoAccount => 409 "no_account",
        IdentityError::NotActive => 409 "not_active",
        IdentityError::LinkedElsewhere => 409 "linked_elsewhere",
    }
    passes { Invalid: Invalid, Database: Error }
}
