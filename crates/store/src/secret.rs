//! Secrets that the store makes: shown once, and kept as their SHA-256 only.
//!
//! They hold so much chance that nobody finds one by trying, so that a plain hash keeps them safe;
//! what people think up goes through [`password`](crate::password) instead.

use std::fmt;
use std::fmt::Write as _;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A secret in the clear, on its way to whoever asked for it. Shows itself as dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn of(text: String) -> Self {
        Secret(text)
    }

    /// The text, to be handed over once and never logged.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

/// So many random bytes, in hexadecimal digits.
pub(crate) fn random<const BYTES: usize>() -> String {
    hexadecimal(&rand::random::<[u8; BYTES]>())
}

/// The SHA-256 of a text, in hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// Whether two hashes are the same, found out in the same time wherever they differ.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// What a client that knows this verifier has shown beforehand: RFC 7636's method S256.
pub(crate) fn challenge(verifier: &str) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(verifier.as_bytes()))
}

/// Bytes as text, two digits each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{Secret, challenge, hash, is_same, random};

    #[test]
    fn a_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(
            challenge(verifier),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn a_hash_is_sha_256_in_hexadecimal() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash("abc"), expected);
        assert!(is_same(&hash("abc"), expected));
        assert!(!is_same(&hash("abd"), expected));
        assert!(!is_same("", expected));
    }

    #[test]
    fn a_secret_is_new_every_time_and_does_not_show() {
        let (one, other) = (random::<32>(), random::<32>());
        assert_eq!((one.len(), one == other), (64, false));
        assert_eq!(format!("{:?}", Secret::of(one)), "Secret(..)");
    }
}
