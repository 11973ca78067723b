//! The provider: where its things are, its keys, and asking it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::api::document::Operation;
use crate::api::problem::Problem;
use crate::api::refusal::Refusals;
use crate::config::OpenidConfig;

/// How long the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How old what is known of it may be.
const KNOWN_FOR: Duration = Duration::from_mins(10);
/// How soon its keys are asked for again for the sake of one that is not known.
const KEYS_AGAIN_AFTER: Duration = Duration::from_secs(10);
/// The longest answer, in bytes.
const LONGEST: u64 = 256 * 1024;

/// A provider.
pub(in crate::api) struct Provider {
    name: String,
    issuer: String,
    client_id: String,
    client_secret: String,
    agent: ureq::Agent,
    known: Mutex<Option<(Instant, Arc<Known>)>>,
}

/// What it tells of itself.
pub(super) struct Known {
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    pub(super) keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<Jwk>,
}

/// A public key.
#[derive(Clone, Deserialize)]
pub(super) struct Jwk {
    pub(super) kty: String,
    pub(super) kid: Option<String>,
    #[serde(rename = "use")]
    pub(super) usage: Option<String>,
    pub(super) crv: Option<String>,
    pub(super) n: Option<String>,
    pub(super) e: Option<String>,
    pub(super) x: Option<String>,
    pub(super) y: Option<String>,
}

#[derive(Deserialize)]
struct Exchanged {
    id_token: String,
}

/// Why nobody could be signed in by the provider.
#[derive(Debug, thiserror::Error)]
pub(in crate::api) enum ProviderError {
    /// It does not answer, or answers nonsense.
    #[error("the provider does not answer as it should")]
    Away(String),
    /// What came back does not belong to an attempt of this browser, or is not good any more.
    #[error("the sign-in is not good, or took too long; begin again")]
    NotGood(String),
}

impl From<ProviderError> for Problem {
    fn from(error: ProviderError) -> Self {
        let detail = error.to_string();
        match error {
            ProviderError::Away(cause) => {
                tracing::warn!(cause, "the OpenID provider");
                let title = "The provider does not answer";
                Problem::new(StatusCode::BAD_GATEWAY, "provider_away", title, detail)
            }
            ProviderError::NotGood(cause) => {
                tracing::info!(cause, "a sign-in by OpenID was refused");
                let title = "The sign-in is not right";
                Problem::new(StatusCode::UNAUTHORIZED, "wrong_sign_in", title, detail)
            }
        }
    }
}

impl Refusals for ProviderError {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::BAD_GATEWAY, "provider_away");
        operation.problem(StatusCode::UNAUTHORIZED, "wrong_sign_in");
    }
}

impl Provider {
    /// As the configuration says; `None` if it names none.
    pub(in crate::api) fn new(config: &OpenidConfig) -> Option<Arc<Self>> {
        let name = config.provider.value.clone();
        if name == "none" {
            return None;
        }
        let settings = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .build();
        Some(Arc::new(Provider {
            name,
            issuer: config.issuer.value.clone(),
            client_id: config.client_id.value.clone(),
            client_secret: config.client_secret.value.reveal().to_owned(),
            agent: settings.into(),
            known: Mutex::new(None),
        }))
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// What it tells of itself. Blocks.
    pub(super) fn known(&self) -> Result<Arc<Known>, ProviderError> {
        self.known_for(KNOWN_FOR)
    }

    /// The same, for the sake of a key that is not known. Blocks.
    pub(super) fn known_anew(&self) -> Result<Arc<Known>, ProviderError> {
        self.known_for(KEYS_AGAIN_AFTER)
    }

    fn known_for(&self, age: Duration) -> Result<Arc<Known>, ProviderError> {
        let kept = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, known)) = &*kept()
            && since.elapsed() < age
        {
            return Ok(known.clone());
        }
        let known = Arc::new(self.discover()?);
        *kept() = Some((Instant::now(), known.clone()));
        Ok(known)
    }

    fn discover(&self) -> Result<Known, ProviderError> {
        let issuer = self.issuer.trim_end_matches('/');
        let address = format!("{issuer}/.well-known/openid-configuration");
        let metadata: Metadata = self.get(&address)?;
        if metadata.issuer != self.issuer {
            let cause = format!("it calls itself {:?}", metadata.issuer);
            return Err(ProviderError::Away(cause));
        }
        let is_plain_here = self.issuer.starts_with("http://");
        for address in [
            &metadata.authorization_endpoint,
            &metadata.token_endpoint,
            &metadata.jwks_uri,
        ] {
            if !address.starts_with("https://") && !is_plain_here {
                return Err(ProviderError::Away(format!("{address} is not https")));
            }
        }
        let keys: Keys = self.get(&metadata.jwks_uri)?;
        Ok(Known {
            authorization_endpoint: metadata.authorization_endpoint,
            token_endpoint: metadata.token_endpoint,
            keys: keys.keys,
        })
    }

    fn get<T: DeserializeOwned>(&self, address: &str) -> Result<T, ProviderError> {
        let mut answer = self.agent.get(address).call().map_err(away)?;
        let text = answer.body_mut().with_config().limit(LONGEST);
        let text = text.read_to_string().map_err(away)?;
        serde_json::from_str(&text).map_err(|error| ProviderError::Away(error.to_string()))
    }

    /// The ID token for a code. Blocks.
    pub(super) fn exchange(
        &self,
        code: &str,
        verifier: &str,
        redirect_uri: &str,
    ) -> Result<String, ProviderError> {
        let known = self.known()?;
        let encoded =
            |text: &str| -> String { form_urlencoded::byte_serialize(text.as_bytes()).collect() };
        let pair = format!(
            "{}:{}",
            encoded(&self.client_id),
            encoded(&self.client_secret)
        );
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", verifier),
        ];
        let asked = self
            .agent
            .post(&known.token_endpoint)
            .header("authorization", format!("Basic {}", STANDARD.encode(pair)))
            .header("accept", "application/json")
            .send_form(form);
        let mut answer = match asked {
            Err(ureq::Error::StatusCode(status @ 400..=499)) => {
                let cause = format!("the provider refused the code with {status}");
                return Err(ProviderError::NotGood(cause));
            }
            other => other.map_err(away)?,
        };
        let text = answer.body_mut().with_config().limit(LONGEST);
        let text = text.read_to_string().map_err(away)?;
        let exchanged: Exchanged =
            serde_json::from_str(&text).map_err(|error| ProviderError::Away(error.to_string()))?;
        Ok(exchanged.id_token)
    }
}

// As map_err wants it.
#[allow(clippy::needless_pass_by_value)]
fn away(error: ureq::Error) -> ProviderError {
    ProviderError::Away(error.to_string())
}
