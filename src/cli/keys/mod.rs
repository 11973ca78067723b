//! `mercer keys`: the keys that sign access tokens. They lie in a folder, not in the store.

mod list;
mod rotate;

use std::path::PathBuf;

use clap::Subcommand;

use super::Failure;
use super::output::Output;
use crate::config::Config;

/// Verbs of the signing keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    List(list::List),
    Rotate(rotate::Rotate),
}

impl KeysCommand {
    /// Does it.
    pub(super) fn run(&self, config: &Config, output: &Output) -> Result<(), Failure> {
        match self {
            KeysCommand::List(list) => list.run(config, output),
            KeysCommand::Rotate(rotate) => rotate.run(config, output),
        }
    }
}

fn folder(config: &Config) -> PathBuf {
    let database = &config.database.url.value;
    config.authentication.keys_folder(database)
}
