//! `mercer keys list`.

use clap::Args;
use serde_json::json;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::config::Config;
use crate::signing_keys::Keyring;

/// Show the ids of the keys, the one that signs first. A folder without a key gets one.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer keys list")]
pub(in crate::cli) struct List {}

impl List {
    /// Prints the ids.
    // As all commands are called.
    #[allow(clippy::unused_self)]
    pub(super) fn run(&self, config: &Config, output: &Output) -> Result<(), Failure> {
        let keys = Keyring::open(&super::folder(config))?.keys();
        let ids: Vec<_> = keys.iter().rev().map(|key| key.id().to_owned()).collect();
        output.show(&json!({ "keys": ids }), |_| ids.join("\n") + "\n")
    }
}
