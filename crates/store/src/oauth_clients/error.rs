//! What verbs of OAuth clients refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;
use crate::sessions::SessionError;
use crate::staff::Permission;

/// Why a client could not be recorded, found, changed, removed or let in.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OauthClientError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No client has this id.
    #[error("there is no OAuth client with id {0}")]
    NotFound(i64),
    /// Another client has this name.
    #[error("name: another OAuth client has this name")]
    NameTaken,
    /// Nobody gives what they do not have.
    #[error("scopes: you lack the permission {0} yourself and cannot give it to a client")]
    ScopeNotHeld(Permission),
    /// No active client has this id and this secret. Which of the two is wrong is not told.
    #[error("there is no active client with this id and this secret")]
    WrongCredentials,
    /// A client that cannot keep a secret acts for nobody but somebody who is there.
    #[error("a public client gets no access for itself; use an authorization code with PKCE")]
    PublicClient,
    /// It asks for more than it may have.
    #[error("the client may not ask for the scope {0}")]
    ScopeNotAllowed(Permission),
    /// People are not sent there.
    #[error("redirect_uri: it is none of those of the client, letter for letter")]
    UnknownRedirectUri,
    /// There is no such code, it has expired, or it was given to another client, for another
    /// redirect URI or for another verifier. Which of these is not told.
    #[error("the authorization code is not valid; ask for another one")]
    WrongCode,
    /// The code had been redeemed before; the session that it gave has been ended.
    #[error("the authorization code was redeemed before, and its session has been ended")]
    CodeReused,
    /// The session could not be started.
    #[error(transparent)]
    Session(SessionError),
    /// Somebody else changed it first.
    #[error("the OAuth client cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for OauthClientError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("oauth_clients_name_unique") => {
                OauthClientError::NameTaken
            }
            _ => OauthClientError::Database(error),
        }
    }
}

impl From<DbErr> for OauthClientError {
    fn from(error: DbErr) -> Self {
        OauthClientError::from(Error::from(error))
    }
}

impl From<SessionError> for OauthClientError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Database(error) => OauthClientError::from(error),
            other => OauthClientError::Session(other),
        }
    }
}
