//! `mercer oauth-clients`: programs of others that ask for access by OAuth.

mod add;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::oauth_clients::{self, OauthClient};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::{Reference, rows};
use super::table::{facts, yes};
use crate::json;

/// Verbs of OAuth clients.
#[derive(Debug, Subcommand)]
pub(super) enum OauthClientsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Remove(remove::Remove),
}

impl OauthClientsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            OauthClientsCommand::List(_)
            | OauthClientsCommand::Show(_)
            | OauthClientsCommand::Add(_)
            | OauthClientsCommand::Edit(_)
            | OauthClientsCommand::Remove(_) => Permission::StaffManage,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            OauthClientsCommand::List(list) => list.run(store, output).await,
            OauthClientsCommand::Show(show) => show.run(store, output).await,
            OauthClientsCommand::Add(add) => add.run(store, output).await,
            OauthClientsCommand::Edit(edit) => edit.run(store, output).await,
            OauthClientsCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// The client that is meant: by its name, else by its id.
async fn resolve(store: &Store, reference: &Reference) -> Result<OauthClient, Failure> {
    if let Reference::Id(id) = reference {
        return Ok(oauth_clients::get(store, *id).await?);
    }
    let all = rows(async |page| Ok(oauth_clients::list(store, page).await?)).await?;
    let words = ("OAuth client", "name", "oauth-clients list");
    reference.among(words, all, |client| &client.name, |client| client.id)
}

/// Prints the client as it is now.
fn show(client: OauthClient, output: &Output) -> Result<(), Failure> {
    output.show(&json::OauthClient::from(client), text)
}

/// The client for people.
fn text(client: &json::OauthClient) -> String {
    let scopes: Vec<_> = client.scopes.iter().map(|scope| scope.as_str()).collect();
    facts(&[
        ("Client", format!("{} (id {})", client.name, client.id)),
        ("Client id", client.client_id.clone()),
        ("Kind", client.kind.to_string()),
        ("Sends back to", client.redirect_uris.join(" ")),
        ("Scopes", scopes.join(" ")),
        ("Active", yes(client.active)),
    ])
}
