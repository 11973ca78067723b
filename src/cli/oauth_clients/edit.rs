//! `mercer oauth-clients edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::oauth_clients::{self, UpdateOauthClient};
use mercer_store::staff::Permission;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::words::one_of;

/// Change an OAuth client and print it; what is not given stays.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer oauth-clients edit accounting --active false
  mercer oauth-clients edit accounting --scope books.read --scope orders.read")]
pub(in crate::cli) struct Edit {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    client: Reference,

    /// Another name.
    #[arg(long)]
    name: Option<String>,

    /// Everything that it may do from now on, also by tokens that it has; may be given several
    /// times.
    #[arg(
        long = "scope",
        value_name = "PERMISSION",
        value_parser = one_of::<Permission>(Permission::WORDS),
        hide_possible_values = true
    )]
    scopes: Vec<Permission>,

    /// Every place where people may be sent back to; may be given several times.
    #[arg(long = "redirect-uri", value_name = "URL")]
    redirect_uris: Vec<String>,

    /// Whether it may do anything.
    #[arg(long)]
    active: Option<bool>,
}

impl Edit {
    /// Changes the client.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.client).await?.id;
        let input = UpdateOauthClient {
            expected_version: None,
            name: self.name,
            redirect_uris: (!self.redirect_uris.is_empty()).then_some(self.redirect_uris),
            scopes: (!self.scopes.is_empty()).then_some(self.scopes),
            active: self.active,
        };
        super::show(oauth_clients::update(store, id, input).await?, output)
    }
}
