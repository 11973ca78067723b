//! `mercer api-keys revoke`.

use clap::Args;
use mercer_store::Store;
use mercer_store::api_keys;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Let a key be good for nothing any more, from the next request on.
#[derive(Args, Debug)]
#[command(
    visible_alias = "remove",
    after_help = "Example:\n  mercer api-keys revoke till-3"
)]
pub(in crate::cli) struct Revoke {
    /// The key's name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    key: Reference,
}

impl Revoke {
    /// Revokes the key.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.key).await?.id;
        let key = json::ApiKey::from(api_keys::revoke(store, id).await?);
        output.show(&key, |key| format!("{} is revoked\n", key.name))
    }
}
