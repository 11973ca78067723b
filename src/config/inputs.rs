//! What a configuration is made from.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// The places to look for settings. Tests make their own; the process has one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// The folder that may hold `mercer.toml` and `.env`.
    pub(crate) folder: PathBuf,
    /// A configuration file to read in place of `mercer.toml`; it must exist.
    pub(crate) file: Option<PathBuf>,
    /// The environment variables.
    pub(crate) environment: BTreeMap<String, OsString>,
    /// Settings of the command line.
    pub(crate) overrides: Vec<Override>,
}

/// A setting of the command line.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// The option as the user wrote it, such as `--port`.
    pub(crate) option: &'static str,
    /// The setting's name in `mercer.toml`, such as `server.port`.
    pub(crate) key: &'static str,
    /// Its value, not yet looked at.
    pub(crate) value: String,
}

impl Inputs {
    /// The working folder and the environment of this process, with what its command line said.
    pub(crate) fn of_process(file: Option<PathBuf>, overrides: Vec<Override>) -> Self {
        Inputs {
            folder: PathBuf::new(),
            file,
            environment: std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
                .collect(),
            overrides,
        }
    }
}
