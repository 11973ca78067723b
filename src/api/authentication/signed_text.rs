//! Signed JSON in the compact form of RFC 7515, strictly: one algorithm, Ed25519, and one type.
//!
//! Nothing in a token chooses how it is checked. A header that names another algorithm or type, or
//! an extension that has to be understood (`crit`), is refused before anything is verified.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::signing_keys::{Keyring, SigningKey};

/// The only algorithm.
const ALGORITHM: &str = "EdDSA";

/// The longest text that is looked at.
const LONGEST: usize = 8 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// The claims, signed.
pub(super) fn signed(key: &SigningKey, kind: &str, claims: &impl Serialize) -> String {
    let header = Header {
        alg: ALGORITHM.to_owned(),
        typ: kind.to_owned(),
        kid: key.id().to_owned(),
    };
    let mut text = format!("{}.{}", encoded(&header), encoded(claims));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()));
    text.push('.');
    text.push_str(&signature);
    text
}

fn encoded(part: &impl Serialize) -> String {
    // Maps with keys that are no texts do not occur in our types, nothing else can fail.
    let json = serde_json::to_vec(part).expect("JSON of our own types can be written");
    URL_SAFE_NO_PAD.encode(json)
}

/// The claims of a text of this kind that one of the keys has signed; `None` of any other text.
pub(super) fn verified<T: DeserializeOwned>(keys: &Keyring, kind: &str, text: &str) -> Option<T> {
    if text.len() > LONGEST {
        return None;
    }
    let (signed, signature) = text.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = decoded(header)?;
    if header.alg != ALGORITHM || header.typ != kind {
        return None;
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    let key = keys.find(&header.kid)?;
    if !key.has_signed(signed.as_bytes(), &signature) {
        return None;
    }
    decoded(claims)
}

fn decoded<T: DeserializeOwned>(part: &str) -> Option<T> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&json).ok()
}
