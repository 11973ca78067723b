//! `GET /auth/openid/{provider}`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};

use super::Provider;
use super::attempt::Attempt;
use super::provider::ProviderError;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::document::{Input, Operation, Output, Schemas};
use crate::api::problem::Problem;
use crate::api::request::IdText;
use crate::api::sessions::AccountKind;

/// `?kind=staff`; customers unless it says so.
pub(super) struct Kind(AccountKind);

impl<S: Send + Sync> FromRequestParts<S> for Kind {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        match pairs.find(|(name, _)| name == "kind") {
            None => Ok(Kind(AccountKind::Customer)),
            Some((_, kind)) if kind == "customer" => Ok(Kind(AccountKind::Customer)),
            Some((_, kind)) if kind == "staff" => Ok(Kind(AccountKind::Staff)),
            Some(_) => {
                let why = "it is neither customer nor staff";
                Err(crate::api::request::refused("kind", why))
            }
        }
    }
}

impl Input for Kind {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let words = ["customer", "staff"];
        let schema = serde_json::json!({ "type": "string", "enum": words, "default": words[0] });
        operation.parameter("query", "kind", schema, "Whose accounts are meant.");
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        operation.problem(StatusCode::BAD_GATEWAY, "provider_away");
    }
}

/// To the provider.
pub(super) struct Away {
    to: String,
    cookie: String,
}

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            (header::LOCATION, self.to),
            (header::SET_COOKIE, self.cookie),
        ] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}

impl Output for Away {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let headers = [("Location", "The provider's page.")];
        operation.answer(StatusCode::SEE_OTHER, "To the provider.", &headers, None);
    }
}

/// Sends the browser to the provider.
pub(super) async fn begin(caller: Caller, name: IdText, Kind(kind): Kind) -> Answer<Away> {
    let provider = named(&caller, &name)?;
    let asked = provider.clone();
    let known = blocking(move || asked.known()).await??;
    let authentication = caller.authentication();
    let attempt = Attempt::new(authentication, provider.name(), kind, caller.store().now());
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, attempt.verifier.as_bytes()));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", provider.client_id())
        .append_pair("redirect_uri", &redirect_uri(&caller, &provider))
        .append_pair("scope", "openid email profile")
        .append_pair("state", &attempt.state)
        .append_pair("nonce", &attempt.nonce)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    let endpoint = &known.authorization_endpoint;
    let mark = if endpoint.contains('?') { '&' } else { '?' };
    Ok(Away {
        to: format!("{endpoint}{mark}{}", query.finish()),
        cookie: attempt.cookie(authentication),
    })
}

/// The provider that the address names.
pub(super) fn named(caller: &Caller, name: &IdText) -> Answer<Arc<Provider>> {
    let provider = caller.authentication().provider();
    let provider = provider.filter(|provider| provider.name() == name.text());
    provider
        .cloned()
        .ok_or_else(|| Problem::no_such("provider", name.text()))
}

/// Where the provider sends people back to.
pub(super) fn redirect_uri(caller: &Caller, provider: &Provider) -> String {
    let public_url = caller.authentication().public_url();
    format!("{public_url}/auth/openid/{}/callback", provider.name())
}

/// Asks the provider where waiting holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, ProviderError> + Send + 'static,
) -> Answer<Result<T, ProviderError>> {
    let asked = tokio::task::spawn_blocking(ask).await;
    asked.map_err(|error| Problem::internal(&error.to_string()))
}
