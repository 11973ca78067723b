//! The folder of keys.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::SigningKey;

/// How old what is known of the folder may be.
const REREAD_AFTER: Duration = Duration::from_secs(30);
/// How soon the folder is read again for the sake of a key that is not known.
const REREAD_FOR_UNKNOWN_AFTER: Duration = Duration::from_secs(2);

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    /// The system refused the folder or a file in it.
    #[error("the keys in {} cannot be used: {cause}", path.display())]
    Io {
        /// The folder or the file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file holds something else.
    #[error(
        "{} is no Ed25519 key in PEM; remove it, and a new one is made when there is none",
        path.display()
    )]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers to make a key of")]
    NoRandomness,
}

/// The keys of a folder.
pub(crate) struct Keyring {
    folder: PathBuf,
    known: Mutex<Known>,
}

struct Known {
    /// Oldest first; never empty.
    keys: Arc<Vec<Arc<SigningKey>>>,
    read_at: Instant,
}

impl Keyring {
    /// The keys of this folder. Folder and first key are made if they are not there.
    pub(crate) fn open(folder: &Path) -> Result<Self, KeyError> {
        let mut keys = read_all(folder)?;
        if keys.is_empty() {
            make(folder, Utc::now())?;
            keys = read_all(folder)?;
        }
        Ok(Keyring {
            folder: folder.to_owned(),
            known: Mutex::new(Known {
                keys: Arc::new(keys),
                read_at: Instant::now(),
            }),
        })
    }

    /// Makes another key, which signs from now on; returns its id.
    pub(crate) fn rotate(folder: &Path) -> Result<String, KeyError> {
        make(folder, Utc::now())
    }

    /// The keys that verify, oldest first. The last one signs.
    pub(crate) fn keys(&self) -> Arc<Vec<Arc<SigningKey>>> {
        self.not_older_than(REREAD_AFTER)
    }

    /// The key that signs.
    pub(crate) fn newest(&self) -> Arc<SigningKey> {
        let keys = self.keys();
        // Reading never replaces keys by none.
        keys.last().expect("a keyring has a key").clone()
    }

    /// The key with this id. One that is not known may be one that another process has just made.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<SigningKey>> {
        let find = |keys: &[Arc<SigningKey>]| keys.iter().find(|key| key.id() == id).cloned();
        find(&self.keys()).or_else(|| find(&self.not_older_than(REREAD_FOR_UNKNOWN_AFTER)))
    }

    fn not_older_than(&self, age: Duration) -> Arc<Vec<Arc<SigningKey>>> {
        // What is kept is replaced whole, so a panic leaves nothing half-done.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.read_at.elapsed() >= age {
            known.read_at = Instant::now();
            match read_all(&self.folder) {
                Ok(keys) if !keys.is_empty() => known.keys = Arc::new(keys),
                Ok(_) => tracing::warn!(folder = %self.folder.display(), "no keys are left there"),
                Err(error) => tracing::warn!(%error, "the keys were not read again"),
            }
        }
        known.keys.clone()
    }
}

/// Reads every key, oldest first: names begin with the time.
fn read_all(folder: &Path) -> Result<Vec<Arc<SigningKey>>, KeyError> {
    let failed = |path: &Path, cause| KeyError::Io {
        path: path.to_owned(),
        cause,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(folder, error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| failed(folder, cause))?.path();
        if path.extension().is_some_and(|extension| extension == "pem") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let pem = fs::read_to_string(&path).map_err(|cause| failed(&path, cause))?;
        let permissions = fs::metadata(&path).map_err(|cause| failed(&path, cause))?;
        if permissions.permissions().mode() & 0o077 != 0 {
            let path = path.display();
            tracing::warn!(%path, "others than its owner can read this key; chmod 600 it");
        }
        let key = SigningKey::read(&pem).ok_or(KeyError::NotAKey { path })?;
        Ok(Arc::new(key))
    };
    paths.into_iter().map(read).collect()
}

/// Writes a new key under its time and id; only its owner can read it, and nobody sees half of it.
fn make(folder: &Path, now: DateTime<Utc>) -> Result<String, KeyError> {
    let pem = SigningKey::generate().ok_or(KeyError::NoRandomness)?;
    let key = SigningKey::read(&pem).ok_or(KeyError::NoRandomness)?;
    let name = format!("{}-{}", now.format("%Y%m%dT%H%M%S%.6fZ"), key.id());
    let (path, draft) = (
        folder.join(format!("{name}.pem")),
        folder.join(format!("{name}.draft")),
    );
    let written = || {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)?;
        file.write_all(pem.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &path)
    };
    written().map_err(|cause| KeyError::Io {
        path: folder.to_owned(),
        cause,
    })?;
    Ok(key.id().to_owned())
}

#[cfg(test)]
impl Keyring {
    /// Forgets when the folder was read, as if that was long ago.
    pub(crate) fn grow_old(&self) {
        let mut known = self.known.lock().expect("no test panics in there");
        known.read_at = Instant::now()
            .checked_sub(REREAD_AFTER)
            .expect("the machine runs for longer");
    }
}
