//! `mercer api-keys`: how programs prove who they are.

mod add;
mod list;
mod revoke;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::api_keys::{self, ApiKey};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::{Reference, rows};

/// Verbs of API keys.
#[derive(Debug, Subcommand)]
pub(super) enum ApiKeysCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Revoke(revoke::Revoke),
}

impl ApiKeysCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ApiKeysCommand::List(_)
            | ApiKeysCommand::Show(_)
            | ApiKeysCommand::Add(_)
            | ApiKeysCommand::Revoke(_) => Permission::StaffManage,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ApiKeysCommand::List(list) => list.run(store, output).await,
            ApiKeysCommand::Show(show) => show.run(store, output).await,
            ApiKeysCommand::Add(add) => add.run(store, output).await,
            ApiKeysCommand::Revoke(revoke) => revoke.run(store, output).await,
        }
    }
}

/// The key that is meant: by its name, else by its id.
async fn resolve(store: &Store, reference: &Reference) -> Result<ApiKey, Failure> {
    if let Reference::Id(id) = reference {
        return Ok(api_keys::get(store, *id).await?);
    }
    let all = rows(async |page| Ok(api_keys::list(store, page).await?)).await?;
    let words = ("API key", "name", "api-keys list");
    reference.among(words, all, |key| &key.name, |key| key.id)
}
