//! What verbs of identities refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;

/// Why somebody could not sign in by an outside provider, or link an account there.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IdentityError {
    /// A claim.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// An account here has the e-mail address, and the provider does not vouch for it.
    #[error(
        "an account has this e-mail address, which the provider has not verified; sign in with \
         your password first and link the provider then"
    )]
    EmailNotVerified,
    /// Nobody of the staff is linked to it or has the e-mail address.
    #[error("there is no account for this sign-in; ask an owner of the shop to add you")]
    NoAccount,
    /// The account is switched off or was erased, or is not there any more.
    #[error("the account is not active")]
    NotActive,
    /// Another account is linked to it.
    #[error("another account is linked to this sign-in already; unlink it there first")]
    LinkedElsewhere,
    /// The subject has no such identity.
    #[error("there is no linked sign-in with id {0}")]
    NotFound(i64),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl IdentityError {
    /// Whether somebody linked the same identity at the same moment.
    pub(super) fn is_taken(error: &Error) -> bool {
        matches!(error, Error::Constraint(v) if v.is("identities_issuer_external_id_unique"))
    }
}

impl From<Error> for IdentityError {
    fn from(error: Error) -> Self {
        if IdentityError::is_taken(&error) {
            IdentityError::LinkedElsewhere
        } else {
            IdentityError::Database(error)
        }
    }
}

impl From<DbErr> for IdentityError {
    fn from(error: DbErr) -> Self {
        IdentityError::from(Error::from(error))
    }
}
