//! An attempt to sign in by a provider, as the browser brings it back.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::api::authentication::{Authentication, chance};
use crate::api::sessions::AccountKind;

/// For how long somebody may stay at the provider.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// What it is called among signed texts, so that no access token passes for one.
const KIND: &str = "openid-attempt+jwt";

const COOKIE: &str = "mercer_openid";

/// What has to come back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attempt {
    iss: String,
    provider: String,
    pub(super) kind: AccountKind,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    exp: i64,
}

impl Attempt {
    /// A new one.
    pub(super) fn new(
        authentication: &Authentication,
        provider: &str,
        kind: AccountKind,
        now: DateTime<Utc>,
    ) -> Self {
        Attempt {
            iss: authentication.public_url().to_owned(),
            provider: provider.to_owned(),
            kind,
            state: chance(),
            nonce: chance(),
            // 44 letters: RFC 7636 asks for at least 43.
            verifier: chance() + &chance(),
            exp: (now + LIFETIME).timestamp(),
        }
    }

    /// The cookie that holds it. `Lax`, for the provider sends the browser back.
    pub(super) fn cookie(&self, authentication: &Authentication) -> String {
        let text = authentication.signed(KIND, self);
        format!(
            "{COOKIE}={text}; Path=/auth/openid; Max-Age=600; HttpOnly; SameSite=Lax{}",
            secure(authentication)
        )
    }

    /// The cookie that takes it away.
    pub(super) fn over(authentication: &Authentication) -> String {
        let secure = secure(authentication);
        format!("{COOKIE}=; Path=/auth/openid; Max-Age=0; HttpOnly; SameSite=Lax{secure}")
    }

    /// The one that the browser brings back, if it is good.
    pub(super) fn of(
        authentication: &Authentication,
        provider: &str,
        headers: &HeaderMap,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let cookies = headers.get_all(header::COOKIE).iter();
        let mut pairs = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, text) = pairs.find(|(name, _)| *name == COOKIE)?;
        let attempt: Attempt = authentication.verified(KIND, text)?;
        let is_ours = attempt.iss == authentication.public_url() && attempt.provider == provider;
        (is_ours && now.timestamp() < attempt.exp).then_some(attempt)
    }
}

fn secure(authentication: &Authentication) -> &'static str {
    if authentication.public_url().starts_with("https:") {
        "; Secure"
    } else {
        ""
    }
}
