//! Refusals of API keys.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::api_keys::ApiKeyError;

use super::refusals;

refusals! {
    ApiKeyError {
        ApiKeyError::NotFound(_) => 404 "not_found",
        ApiKeyError::NameTaken => 409 "name_taken" at "name",
        ApiKeyError::ScopeNotHeld(_) => 422 "scope_not_held" at "scopes",
    }
    passes { Invalid: Invalid, Database: Error }
}
