//! `mercer api-keys revoke`.

use clap::Args;
use mercer_store::Store;
use mercer_store::api_keys;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::json;

/// Let a key be good for nothing any more, from the next request on.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer api-keys revoke 3")]
pub(in crate::cli) struct Revoke {
    /// The key's id, as `mercer api-keys list` shows it.
    id: i64,
}

impl Revoke {
    /// Revokes the key.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let key = json::ApiKey::from(api_keys::revoke(store, self.id).await?);
        output.show(&key, |key| format!("{} is revoked\n", key.name))
    }
}
