//! Access tokens: RFC 9068, signed by this server for itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use mercer_store::sessions::Subject;
use mercer_store::staff::Permission;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};

use super::Authentication;
use super::signed_text::{signed, verified};

/// For how long a token is good.
pub(in crate::api) const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// How far the clocks of two servers may be apart.
const LEEWAY: TimeDelta = TimeDelta::seconds(5);

/// What the header calls it, so that no other signed text passes for one.
const KIND: &str = "at+jwt";

/// What a token gives access as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::api) enum Access {
    /// Somebody who is signed in.
    Session {
        /// Who.
        subject: Subject,
        /// The public id of their session.
        session: String,
    },
    /// A program that acts for itself.
    Client {
        /// What it calls itself.
        client_id: String,
        /// What it asked to be allowed.
        scopes: Vec<Permission>,
    },
}

/// The claims. Nothing else is understood.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    /// Tells tokens of the same second apart.
    jti: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

impl Authentication {
    /// A token that is good from now on.
    pub(in crate::api) fn token(&self, access: Access, now: DateTime<Utc>) -> String {
        let mut claims = Claims {
            iss: self.public_url().to_owned(),
            aud: self.public_url().to_owned(),
            sub: String::new(),
            iat: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
            jti: chance(),
            sid: None,
            client_id: None,
            scope: None,
        };
        match access {
            Access::Session { subject, session } => {
                claims.sub = named(subject);
                claims.sid = Some(session);
            }
            Access::Client { client_id, scopes } => {
                let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
                claims.sub = format!("client:{client_id}");
                claims.client_id = Some(client_id);
                claims.scope = Some(words.join(" "));
            }
        }
        signed(&self.keys().newest(), KIND, &claims)
    }

    /// What a token gives access as; `None` if it is none of ours, or not good now.
    pub(super) fn access(&self, token: &str, now: DateTime<Utc>) -> Option<Access> {
        let claims: Claims = verified(self.keys(), KIND, token)?;
        let (issued, expires) = (
            DateTime::from_timestamp(claims.iat, 0)?,
            DateTime::from_timestamp(claims.exp, 0)?,
        );
        let is_ours = claims.iss == self.public_url() && claims.aud == self.public_url();
        if !is_ours || now >= expires + LEEWAY || issued > now + LEEWAY {
            return None;
        }
        match (claims.sid, claims.client_id) {
            (Some(session), None) => Some(Access::Session {
                subject: subject(&claims.sub)?,
                session,
            }),
            (None, Some(client_id)) if claims.sub == format!("client:{client_id}") => {
                let scope = claims.scope?;
                let words = scope.split(' ').filter(|word| !word.is_empty());
                // A permission that is no more, nobody has.
                let scopes = words.filter_map(|word| word.parse().ok()).collect();
                Some(Access::Client { client_id, scopes })
            }
            _ => None,
        }
    }
}

fn named(subject: Subject) -> String {
    match subject {
        Subject::User(id) => format!("user:{id}"),
        Subject::Customer(id) => format!("customer:{id}"),
    }
}

fn subject(text: &str) -> Option<Subject> {
    let (kind, id) = text.split_once(':')?;
    let id = id.parse().ok()?;
    match kind {
        "user" => Some(Subject::User(id)),
        "customer" => Some(Subject::Customer(id)),
        _ => None,
    }
}

/// 128 random bits.
pub(in crate::api) fn chance() -> String {
    let mut bytes = [0_u8; 16];
    // The system's randomness was there when the keys were opened.
    SystemRandom::new()
        .fill(&mut bytes)
        .expect("the system gives random numbers");
    URL_SAFE_NO_PAD.encode(bytes)
}
