//! `mercer oauth-clients remove`.

use clap::Args;
use mercer_store::{Store, oauth_clients};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove an OAuth client; its tokens are good for nothing from the next request on.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer oauth-clients remove accounting --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    client: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the client, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let client = super::resolve(store, &self.client).await?;
        let question = format!("Remove the OAuth client {}", client.name);
        self.confirmation.ask(&question)?;
        oauth_clients::delete(store, client.id).await?;
        output.show(&json::OauthClient::from(client), |client| {
            format!("The OAuth client {} is removed.\n", client.name)
        })
    }
}
