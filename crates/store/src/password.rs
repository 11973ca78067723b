//! Passwords: checked, hashed with Argon2id, never kept or shown.

use std::fmt;
use std::sync::Arc;
use std::thread;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{
    Error as HashError, PasswordHash, PasswordHasher, PasswordVerifier, SaltString,
};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Invalid, Store};

/// Fewer characters are guessed too soon.
pub const MIN_CHARACTERS: usize = 8;
/// More bytes would only let a caller keep the hashing busy.
pub const MAX_BYTES: usize = 1_024;

/// Memory in KiB, passes and lanes, as OWASP advises for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A password in the clear, on its way to be hashed. Shows itself as dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks a password. It is taken as it is, spaces included.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refuse = |reason: String| Err(Invalid::new("password", reason));
        if text.chars().any(char::is_control) {
            return refuse("it contains a control character".to_owned());
        }
        if text.chars().count() < MIN_CHARACTERS {
            return refuse(format!("it has fewer than {MIN_CHARACTERS} characters"));
        }
        if text.len() > MAX_BYTES {
            return refuse(format!("it has more than {MAX_BYTES} bytes"));
        }
        Ok(Password(text.to_owned()))
    }

    /// Takes what somebody says is their password, to be compared. What was allowed when it was
    /// set is not asked again; only its length is bounded.
    pub fn claimed(text: &str) -> Result<Self, Invalid> {
        if text.len() > MAX_BYTES {
            let reason = format!("it has more than {MAX_BYTES} bytes");
            return Err(Invalid::new("password", reason));
        }
        Ok(Password(text.to_owned()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(..)")
    }
}

/// How many passwords may be hashed at the same time: each takes a core and 19 MiB.
#[derive(Clone)]
pub(crate) struct HashingPlaces(Arc<Semaphore>);

impl HashingPlaces {
    pub(crate) fn one_per_core() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        HashingPlaces(Arc::new(Semaphore::new(cores)))
    }
}

/// Hashing failed; it tells nothing of the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed or compared: {0}")]
pub struct HashingFailed(String);

/// The password's hash in PHC form. Called before a unit of work, never inside: it takes tens of
/// milliseconds.
pub(crate) async fn hash(store: &Store, password: Password) -> Result<String, HashingFailed> {
    in_a_place(store, move || hash_now(&password)).await
}

/// Whether this is the password of the hash, compared in constant time.
///
/// Without a hash it is not, and finding out takes as long: how long an answer takes does not tell
/// whether there is somebody to sign in. Called outside a unit of work, as [`hash`].
pub(crate) async fn verify(
    store: &Store,
    password: Password,
    hash: Option<String>,
) -> Result<bool, HashingFailed> {
    in_a_place(store, move || verify_now(&password, hash.as_deref())).await
}

/// Runs the work off the async threads, at most as many at once as there are places.
async fn in_a_place<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
) -> Result<T, HashingFailed> {
    let failed = |error: &dyn fmt::Display| HashingFailed(error.to_string());
    let places = store.hashing_places().0.clone();
    let place = places.acquire_owned().await.map_err(|e| failed(&e))?;
    tokio::task::spawn_blocking(move || {
        // The place is held by the work, not by the caller, who may go away.
        let _place = place;
        work()
    })
    .await
    .map_err(|e| failed(&e))?
    .map_err(|e| failed(&e))
}

fn verify_now(password: &Password, hash: Option<&str>) -> Result<bool, HashError> {
    let Some(hash) = hash else {
        hash_now(password)?;
        return Ok(false);
    };
    // Memory and passes are those that the hash was made with.
    match Argon2::default().verify_password(password.0.as_bytes(), &PasswordHash::new(hash)?) {
        Ok(()) => Ok(true),
        Err(HashError::Password) => Ok(false),
        Err(error) => Err(error),
    }
}

fn hash_now(password: &Password) -> Result<String, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    let salt = SaltString::generate(&mut OsRng);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.0.as_bytes(), &salt)
        .map(|hash| hash.to_string())
}
