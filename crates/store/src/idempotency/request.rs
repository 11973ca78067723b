//! A request as its repetitions are known by.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::{Invalid, text};

/// The longest key that is accepted, characters.
const LONGEST_KEY: usize = 255;

/// What tells whether two requests ask for the same: SHA-256 in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of all that the request asks for beside its route: query, body, and what of
    /// the path is not in the route. Parts are kept apart: "ab", "c" is not "a", "bc".
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let digest = hash.finalize();
        let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let letters = digits.filter_map(|digit| char::from_digit(u32::from(digit), 16));
        Fingerprint(letters.collect())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a key holds: the same key of somebody else, or of another route, is another key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) principal: String,
    pub(super) route: String,
    pub(super) key: String,
}

/// A request with a key.
#[derive(Clone, Debug)]
pub struct Request {
    pub(super) place: Arc<Place>,
    pub(super) fingerprint: Fingerprint,
}

impl Request {
    /// A request of `principal` (`user 7`, at most 100 characters) for `route`
    /// (`POST /v1/orders`, at most 200) under the client's key.
    ///
    /// # Errors
    /// A key that is not 1 to 255 printable ASCII characters without spaces, or that looks like the
    /// number of a card.
    pub fn new(
        principal: &str,
        route: &str,
        key: &str,
        fingerprint: Fingerprint,
    ) -> Result<Self, Invalid> {
        let field = "Idempotency-Key";
        if let Some(character) = key.chars().find(|character| !character.is_ascii_graphic()) {
            let reason = format!(
                "it contains {character:?}; a key is printable ASCII without spaces, for example \
                 a random UUID"
            );
            return Err(Invalid::new(field, reason));
        }
        let place = Place {
            principal: text::one_line("principal", principal, 100)?,
            route: text::one_line("route", route, 200)?,
            key: text::one_line(field, key, LONGEST_KEY)?,
        };
        Ok(Request {
            place: Arc::new(place),
            fingerprint,
        })
    }
}
