//! `mercer api-keys`: how programs prove who they are.

mod create;
mod list;
mod revoke;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;

/// Verbs of API keys.
#[derive(Debug, Subcommand)]
pub(super) enum ApiKeysCommand {
    List(list::List),
    Create(create::Create),
    Revoke(revoke::Revoke),
}

impl ApiKeysCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ApiKeysCommand::List(_) | ApiKeysCommand::Create(_) | ApiKeysCommand::Revoke(_) => {
                Permission::StaffManage
            }
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ApiKeysCommand::List(list) => list.run(store, output).await,
            ApiKeysCommand::Create(create) => create.run(store, output).await,
            ApiKeysCommand::Revoke(revoke) => revoke.run(store, output).await,
        }
    }
}
