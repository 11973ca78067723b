//! `mercer oauth-clients add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::oauth_clients::{self, ClientKind, CreateOauthClient};
use mercer_store::staff::Permission;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::words::one_of;
use crate::json;

/// Record an OAuth client and print it; the secret of a confidential one this once.
#[derive(Args, Debug)]
#[command(
    visible_alias = "create",
    after_help = "\
Examples:
  mercer oauth-clients add accounting --kind confidential --scope books.read
  mercer oauth-clients add till --kind public --scope orders.place \\
    --redirect-uri https://till.example/signed-in"
)]
pub(in crate::cli) struct Add {
    /// What the staff call it; history names it so.
    name: String,

    /// Whether it can keep a secret.
    #[arg(long, value_parser = one_of::<ClientKind>(ClientKind::WORDS))]
    kind: ClientKind,

    /// Something it may do at most; may be given several times.
    #[arg(
        long = "scope",
        value_name = "PERMISSION",
        required = true,
        value_parser = one_of::<Permission>(Permission::WORDS),
        hide_possible_values = true
    )]
    scopes: Vec<Permission>,

    /// Where people may be sent back to; may be given several times.
    #[arg(long = "redirect-uri", value_name = "URL")]
    redirect_uris: Vec<String>,
}

impl Add {
    /// Records the client.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = CreateOauthClient {
            name: self.name,
            kind: self.kind,
            redirect_uris: self.redirect_uris,
            scopes: self.scopes,
        };
        let created = oauth_clients::create(store, input).await?;
        let created = json::CreatedOauthClient::from(created);
        output.show(&created, |created| {
            let secret = created.client_secret.as_deref();
            let secret = secret.map(|secret| format!("Secret         {secret}\n"));
            super::text(&created.client) + &secret.unwrap_or_default()
        })?;
        if created.client_secret.is_some() {
            output.message("The secret cannot be shown again.");
        }
        Ok(())
    }
}
