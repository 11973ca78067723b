//! `[authentication]`: how the store knows who asks.

use std::path::PathBuf;

use mercer_database::DatabaseUrl;

use super::{ConfigError, Key, Setting, Source, Values};

pub(super) const KEYS_FOLDER: Key = Key {
    name: "authentication.keys_folder",
    variable: "MERCER_KEYS_FOLDER",
    default: "mercer-keys",
};

/// How the store knows who asks.
#[derive(Clone, Debug)]
pub(crate) struct AuthenticationConfig {
    /// The folder of the keys that sign access tokens. The first start makes it, with a key.
    ///
    /// It is kept apart from the database, so that no copy of the data can be used to sign in.
    /// Processes that serve one shop share it. Whoever has a key can be anybody: only the user that
    /// Mercer runs as may read it.
    ///
    /// `authentication.keys_folder`, `MERCER_KEYS_FOLDER`. Default: `mercer-keys`, beside the file
    /// of an SQLite database, else in the working folder.
    pub(crate) keys_folder: Setting<PathBuf>,
}

impl AuthenticationConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(AuthenticationConfig {
            keys_folder: values.get(&KEYS_FOLDER, |text| Ok(PathBuf::from(text)))?,
        })
    }

    /// The folder of the keys for this database.
    pub(crate) fn keys_folder(&self, url: &DatabaseUrl) -> PathBuf {
        match url {
            DatabaseUrl::Sqlite(file) if self.keys_folder.source == Source::Default => {
                file.with_file_name(&self.keys_folder.value)
            }
            _ => self.keys_folder.value.clone(),
        }
    }
}
