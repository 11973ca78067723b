//! The configuration for people and programs to look at.

use std::fmt::Display;
use std::path::PathBuf;

use super::key::Key;
use super::setting::Setting;

/// One line of `mercer config show`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Row {
    /// The setting's name in `mercer.toml`.
    pub(crate) key: &'static str,
    /// Its value; a password in it is shown as `***`.
    pub(crate) value: String,
    /// Where the value came from.
    pub(crate) source: String,
}

impl Row {
    /// `T` must show itself without its secrets, as `DatabaseUrl` does.
    pub(super) fn new<T: Display>(key: &Key, setting: &Setting<T>) -> Self {
        Self::of(key, setting, setting.value.to_string())
    }

    /// The same for a path.
    pub(super) fn of_path(key: &Key, setting: &Setting<PathBuf>) -> Self {
        Self::of(key, setting, setting.value.display().to_string())
    }

    fn of<T>(key: &Key, setting: &Setting<T>, value: String) -> Self {
        Row {
            key: key.name,
            value,
            source: setting.source.to_string(),
        }
    }
}
