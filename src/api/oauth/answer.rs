//! What OAuth clients are answered: RFC 6749, section 5.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use mercer_store::oauth_clients::OauthClientError;
use mercer_store::sessions::SessionError;
use schemars::JsonSchema;
use serde::Serialize;

use crate::api::document::{Operation, Output, Schemas};
use crate::api::problem::Problem;

/// A token that was given.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OauthTokens")]
pub(super) struct Given {
    pub(super) access_token: String,
    /// Always `Bearer`.
    pub(super) token_type: &'static str,
    /// For how many seconds the access token is good.
    pub(super) expires_in: i64,
    /// Gives the next pair, once; none for a client that acts for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refresh_token: Option<String>,
    /// What the client may do, with spaces between.
    pub(super) scope: String,
}

/// A refusal in the words of the standard.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OauthError")]
pub(in crate::api) struct Refused {
    #[serde(skip)]
    status: StatusCode,
    /// For programs: `invalid_request`, `invalid_client`, `invalid_grant`, `invalid_scope`,
    /// `unauthorized_client`, `unsupported_grant_type`.
    pub(super) error: &'static str,
    /// For people.
    pub(super) error_description: String,
}

impl Refused {
    /// With the status 400.
    pub(super) fn new(error: &'static str, description: impl Into<String>) -> Self {
        Refused {
            status: StatusCode::BAD_REQUEST,
            error,
            error_description: description.into(),
        }
    }

    /// The client has not proved that it is the one.
    pub(super) fn client() -> Self {
        let description = OauthClientError::WrongCredentials.to_string();
        Refused {
            status: StatusCode::UNAUTHORIZED,
            ..Refused::new("invalid_client", description)
        }
    }

    /// Whether it is that.
    pub(super) fn is_of_client(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = self.status;
        let mut response = (status, Json(self)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"mercer\"");
            let headers = response.headers_mut();
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// Why a client gets nothing: it is refused, or the store cannot answer.
pub(super) enum Stopped {
    Refused(Refused),
    Problem(Problem),
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Stopped::Refused(refused)
    }
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Stopped::Problem(problem)
    }
}

impl From<OauthClientError> for Stopped {
    fn from(error: OauthClientError) -> Self {
        let description = error.to_string();
        let refused = |code| Stopped::Refused(Refused::new(code, description));
        match error {
            OauthClientError::WrongCredentials => Refused::client().into(),
            OauthClientError::PublicClient => refused("unauthorized_client"),
            OauthClientError::ScopeNotAllowed(_) => refused("invalid_scope"),
            OauthClientError::WrongCode | OauthClientError::CodeReused => refused("invalid_grant"),
            OauthClientError::Invalid(_) | OauthClientError::UnknownRedirectUri => {
                refused("invalid_request")
            }
            OauthClientError::Session(error) => error.into(),
            other => Stopped::Problem(other.into()),
        }
    }
}

impl From<SessionError> for Stopped {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Database(error) => Stopped::Problem(error.into()),
            _ => Refused::new("invalid_grant", "the grant is not good, or not any more").into(),
        }
    }
}

/// What a client is answered: what it asked for, or a refusal.
pub(super) enum Answered<T> {
    With(T),
    Refused(Refused),
}

impl<T> Answered<T> {
    /// The refusals of the standard are answers, all others are problems.
    pub(super) fn of(result: Result<T, Stopped>) -> Result<Self, Problem> {
        match result {
            Ok(given) => Ok(Answered::With(given)),
            Err(Stopped::Refused(refused)) => Ok(Answered::Refused(refused)),
            Err(Stopped::Problem(problem)) => Err(problem),
        }
    }
}

impl<T: IntoResponse> IntoResponse for Answered<T> {
    fn into_response(self) -> Response {
        match self {
            Answered::With(given) => given.into_response(),
            Answered::Refused(refused) => refused.into_response(),
        }
    }
}

impl<T: Output> Output for Answered<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        T::describe(operation, schemas);
        operation.json::<Refused>(StatusCode::BAD_REQUEST, "Refused.", &[], schemas);
        let says = "The client has not proved that it is the one.";
        let headers = [("WWW-Authenticate", "How a client proves itself.")];
        operation.json::<Refused>(StatusCode::UNAUTHORIZED, says, &headers, schemas);
    }
}

impl IntoResponse for Given {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

impl Output for Given {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        operation.json::<Given>(StatusCode::OK, "The token.", &[], schemas);
    }
}
