//! How a client proves that it is the one: RFC 6749, section 2.3.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mercer_store::oauth_clients::{self, OauthClient};
use mercer_store::throttles::Kind;
use mercer_store::{Store, throttles};

use super::answer::{Refused, Stopped};
use crate::api::authentication::Client;
use crate::api::document::{Input, Operation, Schemas};

/// What the header `Authorization` holds: nothing, what is no proof, or an id and a secret.
pub(super) enum InHeader {
    Nothing,
    Nonsense,
    Proof(String, String),
}

/// What a client proves itself by.
pub(super) struct Proof {
    pub(super) client_id: String,
    pub(super) secret: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for InHeader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let Some(given) = parts.headers.get(header::AUTHORIZATION) else {
            return Ok(InHeader::Nothing);
        };
        let read = given.to_str().ok().and_then(basic);
        Ok(read.map_or(InHeader::Nonsense, |(id, secret)| {
            InHeader::Proof(id, secret)
        }))
    }
}

impl Input for InHeader {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let says = "`Basic`, with the client's id and secret; or both in the form.";
        let schema = serde_json::json!({ "type": "string" });
        operation.parameter("header", "Authorization", schema, says);
    }
}

/// Id and secret, each encoded as in a form.
fn basic(text: &str) -> Option<(String, String)> {
    let (scheme, proof) = text.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let proof = String::from_utf8(STANDARD.decode(proof.trim()).ok()?).ok()?;
    let (id, secret) = proof.split_once(':')?;
    let decoded = |text: &str| {
        let pairs = format!("x={text}");
        let mut pairs = form_urlencoded::parse(pairs.as_bytes());
        pairs.next().map(|(_, value)| value.into_owned())
    };
    Some((decoded(id)?, decoded(secret)?))
}

impl Proof {
    /// From the header or from the form, and not from both.
    pub(super) fn of(
        header: InHeader,
        client_id: Option<String>,
        secret: Option<String>,
    ) -> Result<Self, Refused> {
        match (header, client_id, secret) {
            (InHeader::Proof(id, secret), named, None)
                if named.as_ref().is_none_or(|named| *named == id) =>
            {
                Ok(Proof {
                    client_id: id,
                    secret: Some(secret),
                })
            }
            (InHeader::Proof(..), ..) => {
                let why = "the client proves itself either in the header or in the form";
                Err(Refused::new("invalid_request", why))
            }
            (InHeader::Nothing, Some(client_id), secret) => Ok(Proof { client_id, secret }),
            (InHeader::Nonsense, ..) | (InHeader::Nothing, None, _) => Err(Refused::client()),
        }
    }

    /// The client: a confidential one by its secret, a public one by its id alone.
    pub(super) async fn identify(&self, store: &Store) -> Result<OauthClient, Stopped> {
        let secret = self.secret.as_deref();
        Ok(oauth_clients::identify(store, &self.client_id, secret).await?)
    }
}

/// Counts a failure where it comes from; of too many the client is told that instead.
pub(super) async fn counted<T>(
    store: &Store,
    client: &Client,
    result: Result<T, Stopped>,
) -> Result<T, Stopped> {
    if let Err(Stopped::Refused(refused)) = &result
        && refused.is_of_client()
    {
        let counted = throttles::count(store, Kind::TokenAddress, &client.counted_as()).await;
        counted.map_err(|error| Stopped::Problem(error.into()))?;
    }
    result
}
