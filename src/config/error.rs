//! Why a configuration cannot be used.

use std::path::PathBuf;

use super::setting::Source;

/// A configuration that cannot be used. Every message names the place to mend.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// A value is not what its setting takes.
    #[error("{}: {reason}", place(origin, key))]
    WrongValue {
        /// The setting's name in `mercer.toml`.
        key: &'static str,
        /// Where the value came from.
        origin: Source,
        /// What is wrong with it.
        reason: String,
    },
    /// The configuration file has a setting that does not exist.
    #[error("{} line {line}: there is no setting {key:?}; {advice}", path.display())]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The setting's full name.
        key: String,
        /// What may have been meant.
        advice: String,
    },
    /// The configuration file is not TOML.
    #[error("{} line {line}: {reason}", path.display())]
    NotToml {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// The `.env` file has a line that is no `NAME=value`.
    #[error("{} line {line}: write NAME=value, with quotes around a value that has spaces", path.display())]
    NotDotEnv {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// A line of the file is followed by the setting's name; the other sources bear it in theirs.
fn place(origin: &Source, key: &str) -> String {
    match origin {
        Source::File { .. } => format!("{origin}, {key}"),
        _ => origin.to_string(),
    }
}
