//! Refusals of OAuth clients where the staff see to them. What the clients themselves are told at
//! `/oauth` has a form of its own.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::oauth_clients::OauthClientError;
use mercer_store::sessions::SessionError;

use super::refusals;

refusals! {
    OauthClientError {
        OauthClientError::NotFound(_) => 404 "not_found",
        OauthClientError::NameTaken => 409 "name_taken" at "name",
        OauthClientError::ScopeNotHeld(_) => 422 "scope_not_held" at "scopes",
        OauthClientError::VersionConflict(_) => 412 "version_conflict",
        OauthClientError::WrongCredentials => 401 "wrong_client",
        OauthClientError::PublicClient => 422 "public_client",
        OauthClientError::ScopeNotAllowed(_) => 422 "scope_not_allowed",
        OauthClientError::UnknownRedirectUri => 422 "unknown_redirect_uri",
        OauthClientError::WrongCode => 422 "wrong_code",
        OauthClientError::CodeReused => 422 "wrong_code",
    }
    passes { Invalid: Invalid, Session: SessionError, Database: Error }
}
