//! `GET /auth/openid/{provider}/callback`.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use mercer_store::identities::{self, SignedIn};
use mercer_store::sessions::{self, StartSession, SubjectKind};
use serde::Deserialize;

use super::attempt::Attempt;
use super::begin::{blocking, named, redirect_uri};
use super::id_token::claims;
use super::provider::ProviderError;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::authentication::{Client, Tokens};
use crate::api::document::{Input, Operation, Output, Schemas};
use crate::api::problem::Problem;
use crate::api::request::IdText;
use crate::api::sessions::AccountKind;

/// What the provider sends along, and what the browser kept.
pub(super) struct Back {
    query: BackQuery,
    headers: HeaderMap,
}

#[derive(Deserialize)]
struct BackQuery {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Back {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = serde_urlencoded::from_str(parts.uri.query().unwrap_or_default());
        Ok(Back {
            query: query.map_err(|error| ProviderError::NotGood(error.to_string()))?,
            headers: parts.headers.clone(),
        })
    }
}

impl Input for Back {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        for (name, says) in [
            ("code", "What the provider gives."),
            ("state", "What it was sent."),
            ("iss", "Who it is, if it says so (RFC 9207)."),
            ("error", "Why it gives nothing."),
        ] {
            operation.parameter("query", name, serde_json::json!({ "type": "string" }), says);
        }
        operation.problem(StatusCode::CONFLICT, "not_registered");
    }
}

/// The tokens; what the browser kept is taken away.
pub(super) struct Done {
    tokens: Tokens,
    cookie: String,
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = Json(self.tokens).into_response();
        if let Ok(cookie) = HeaderValue::try_from(self.cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl Output for Done {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        operation.json::<Tokens>(StatusCode::OK, "Signed in.", &[], schemas);
    }
}

/// Signs somebody in whom the provider has sent back.
pub(super) async fn callback(
    caller: Caller,
    client: Client,
    name: IdText,
    back: Back,
) -> Answer<Done> {
    let provider = named(&caller, &name)?;
    let (authentication, now) = (caller.authentication(), caller.store().now());
    let refused = |cause: &str| ProviderError::NotGood(cause.to_owned());
    let attempt = Attempt::of(authentication, provider.name(), &back.headers, now);
    let attempt = attempt.ok_or_else(|| refused("no attempt of this browser"))?;
    if back.query.state.as_deref() != Some(&attempt.state) {
        return Err(refused("another state").into());
    }
    if back.query.iss.is_some_and(|iss| iss != provider.issuer()) {
        return Err(refused("another issuer").into());
    }
    if let Some(error) = back.query.error {
        return Err(refused(&error).into());
    }
    let code = back.query.code.ok_or_else(|| refused("no code"))?;
    let (uri, kind) = (redirect_uri(&caller, &provider), attempt.kind);
    let claims = blocking(move || {
        let token = provider.exchange(&code, &attempt.verifier, &uri)?;
        claims(&provider, &token, &attempt.nonce, now)
    })
    .await??;
    let kind = match kind {
        AccountKind::Staff => SubjectKind::User,
        AccountKind::Customer => SubjectKind::Customer,
    };
    let store = caller.store();
    let subject = match identities::sign_in(store, kind, claims).await? {
        SignedIn::Known(subject) | SignedIn::Linked(subject) => subject,
        SignedIn::NotRegistered => {
            let detail = "no customer has this e-mail address; register first";
            return Err(Problem::conflict("not_registered", detail));
        }
    };
    let session = StartSession {
        user_agent: client.user_agent,
        ip_address: client.address,
        ..StartSession::of(subject)
    };
    let started = sessions::start(store, session).await?;
    Ok(Done {
        tokens: Tokens::of(&caller, &started)?,
        cookie: Attempt::over(authentication),
    })
}
