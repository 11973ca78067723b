//! What the provider tells of somebody, checked: `OpenID` Connect Core, section 3.1.3.7.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use mercer_store::identities::Claims;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::provider::{Jwk, Known, Provider, ProviderError};

/// How far the clocks may be apart, in seconds.
const LEEWAY: i64 = 60;

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Told {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    email: Option<String>,
    #[serde(default)]
    email_verified: serde_json::Value,
    given_name: Option<String>,
    family_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// The claims of a token that this provider has signed for us, in answer to this nonce. Blocks.
pub(super) fn claims(
    provider: &Provider,
    token: &str,
    nonce: &str,
    now: DateTime<Utc>,
) -> Result<Claims, ProviderError> {
    let refused = |cause: &str| ProviderError::NotGood(format!("the ID token: {cause}"));
    let (signed, signature) = token.rsplit_once('.').ok_or_else(|| refused("form"))?;
    let (header, claims) = signed.split_once('.').ok_or_else(|| refused("form"))?;
    let header: Header = decoded(header).ok_or_else(|| refused("header"))?;
    let signature = URL_SAFE_NO_PAD.decode(signature);
    let signature = signature.map_err(|_| refused("signature"))?;
    if header.crit.is_some() {
        return Err(refused("an extension that is not known"));
    }
    let is_signed = |known: &Known| {
        let mut keys = known.keys.iter().filter(|key| fits(key, &header));
        keys.any(|key| verifies(key, &header.alg, signed.as_bytes(), &signature))
    };
    // It may have changed its keys since.
    if !is_signed(&*provider.known()?) && !is_signed(&*provider.known_anew()?) {
        return Err(refused("none of the provider's keys has signed it"));
    }
    let told: Told = decoded(claims).ok_or_else(|| refused("claims"))?;
    let is_for_us = match &told.aud {
        Audience::One(one) => one == provider.client_id(),
        Audience::Several(several) => several.iter().any(|one| one == provider.client_id()),
    };
    let is_alone = !matches!(&told.aud, Audience::Several(several) if several.len() > 1);
    let azp = told.azp.as_deref();
    if told.iss != provider.issuer() || !is_for_us {
        return Err(refused("from or for somebody else"));
    }
    if azp.map_or(!is_alone, |azp| azp != provider.client_id()) {
        return Err(refused("for another party"));
    }
    let now = now.timestamp();
    if now >= told.exp.saturating_add(LEEWAY) || told.iat > now.saturating_add(LEEWAY) {
        return Err(refused("expired, or not yet good"));
    }
    if told.nonce.as_deref() != Some(nonce) {
        return Err(refused("of another sign-in"));
    }
    Ok(Claims {
        issuer: told.iss,
        subject: told.sub,
        email: told.email,
        // Only `true` itself: a text, or nothing, vouches for nothing.
        email_verified: told.email_verified == serde_json::Value::Bool(true),
        given_name: told.given_name,
        family_name: told.family_name,
    })
}

fn decoded<T: DeserializeOwned>(part: &str) -> Option<T> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&json).ok()
}

fn fits(key: &Jwk, header: &Header) -> bool {
    let is_named = match (&header.kid, &key.kid) {
        (Some(wanted), Some(kid)) => wanted == kid,
        _ => true,
    };
    is_named && key.usage.as_deref().is_none_or(|usage| usage == "sig")
}

/// Three algorithms, each with its own kind of key: what a key is for does not follow the token.
fn verifies(key: &Jwk, algorithm: &str, text: &[u8], signature: &[u8]) -> bool {
    let bytes = |part: &Option<String>| {
        let part = part.as_deref()?;
        URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()
    };
    match (algorithm, key.kty.as_str(), key.crv.as_deref()) {
        ("RS256", "RSA", _) => match (bytes(&key.n), bytes(&key.e)) {
            (Some(n), Some(e)) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, text, signature)
                .is_ok(),
            _ => false,
        },
        ("ES256", "EC", Some("P-256")) => match (bytes(&key.x), bytes(&key.y)) {
            (Some(x), Some(y)) => {
                let point = [vec![4], x, y].concat();
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(text, signature).is_ok()
            }
            _ => false,
        },
        ("EdDSA", "OKP", Some("Ed25519")) => bytes(&key.x).is_some_and(|x| {
            let key = UnparsedPublicKey::new(&ED25519, x);
            key.verify(text, signature).is_ok()
        }),
        _ => false,
    }
}
