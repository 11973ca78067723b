//! `mercer keys rotate`.

use clap::Args;
use serde_json::json;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::config::Config;
use crate::signing_keys::Keyring;

/// Make a new key, which signs access tokens from now on.
///
/// Servers take it up within a minute, without a restart. Tokens of the older keys stay good until
/// they expire, after a quarter of an hour; then the files of those keys may be removed. Somebody
/// who got hold of a key is shut out by removing its file at once, which ends no session: programs
/// refresh their tokens.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer keys rotate")]
pub(in crate::cli) struct Rotate {}

impl Rotate {
    /// Makes the key.
    // As all commands are called.
    #[allow(clippy::unused_self)]
    pub(super) fn run(&self, config: &Config, output: &Output) -> Result<(), Failure> {
        let folder = super::folder(config);
        let id = Keyring::rotate(&folder)?;
        output.show(&json!({ "key": id }), |_| format!("{id}\n"))?;
        output.message(&format!("It lies in {}.", folder.display()));
        Ok(())
    }
}
