//! The log: lines on the standard error output.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::config::{Config, Source};

/// Starts the log. A single command says only what went wrong, unless the configuration asks for
/// more; a server tells what it does.
pub(crate) fn start(config: &Config, serves: bool) {
    let setting = &config.log.filter;
    let quiet = !serves && setting.source == Source::Default;
    let filter = if quiet { "warn" } else { &setting.value };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}
