//! `[log]`: what is written to the log.

use tracing_subscriber::EnvFilter;

use super::{ConfigError, Key, Setting, Values};

pub(super) const FILTER: Key = Key {
    name: "log.filter",
    variable: "MERCER_LOG",
    default: "info",
};

/// What is written to the log.
#[derive(Clone, Debug)]
pub(crate) struct LogConfig {
    /// A level (`error`, `warn`, `info`, `debug`, `trace`, `off`), or levels per part, such as
    /// `info,mercer_database=debug`.
    ///
    /// `log.filter`, `MERCER_LOG`. Default: info.
    pub(crate) filter: Setting<String>,
}

impl LogConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(LogConfig {
            filter: values.get(&FILTER, filter)?,
        })
    }
}

fn filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!(
            "{text:?} is not a log filter ({error}); write info, or info,mercer_database=debug"
        )),
    }
}
