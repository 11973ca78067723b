//! A value that remembers where it came from.

use std::fmt;
use std::path::PathBuf;

/// A value and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it came from.
    pub(crate) source: Source,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Nobody set it.
    Default,
    /// A line of the configuration file.
    File {
        /// The file as it was named.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// A variable in the `.env` file.
    DotEnv(&'static str),
    /// A variable of the process.
    Environment(&'static str),
    /// An option such as `--port`.
    CommandLine(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Default => formatter.write_str("default"),
            Source::File { path, line } => write!(formatter, "{} line {line}", path.display()),
            Source::DotEnv(variable) => write!(formatter, "{variable} in .env"),
            Source::Environment(variable) => write!(formatter, "{variable} in the environment"),
            Source::CommandLine(option) => formatter.write_str(option),
        }
    }
}
