//! One key: Ed25519 and nothing else.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// A key that signs and verifies. Shows itself by its id.
pub(crate) struct SigningKey {
    id: String,
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// A new key as a file holds it: PKCS#8 in PEM. `None` if the system gives no randomness.
    pub(super) fn generate() -> Option<String> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).ok()?;
        let text = STANDARD.encode(document.as_ref());
        Some(format!("{BEGIN}\n{text}\n{END}\n"))
    }

    /// The key of a file; `None` if it holds no Ed25519 key.
    pub(super) fn read(pem: &str) -> Option<Self> {
        let inside = pem.trim().strip_prefix(BEGIN)?.strip_suffix(END)?;
        let text: String = inside.split_ascii_whitespace().collect();
        let document = STANDARD.decode(text).ok()?;
        // Other programs write the older form, without the public key.
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&document).ok()?;
        let id = thumbprint(pair.public_key().as_ref());
        Some(SigningKey { id, pair })
    }

    /// What tokens call it: the RFC 7638 thumbprint of its public half.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The signature of a text.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.pair.sign(text).as_ref().to_vec()
    }

    /// Whether this key has signed the text.
    pub(crate) fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let public = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        public.verify(text, signature).is_ok()
    }

    /// Its public half, for others who verify (RFC 8037).
    pub(crate) fn public(&self) -> Value {
        json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "alg": "EdDSA",
            "kid": self.id,
            "x": URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref()),
        })
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({})", self.id)
    }
}

/// The members that RFC 7638 names, in the order of their names, without spaces.
fn thumbprint(public: &[u8]) -> String {
    let x = URL_SAFE_NO_PAD.encode(public);
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
}
