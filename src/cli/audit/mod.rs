//! `mercer audit`: who did what.

mod list;
mod show;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;

/// Verbs of the audit log.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    List(list::List),
    Show(show::Show),
    Verify(verify::Verify),
}

impl AuditCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            AuditCommand::List(_) | AuditCommand::Show(_) | AuditCommand::Verify(_) => {
                Permission::AuditRead
            }
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<ExitCode, Failure> {
        match self {
            AuditCommand::List(list) => {
                let listed = list.run(store, output).await;
                listed.map(|()| ExitCode::SUCCESS)
            }
            AuditCommand::Show(show) => {
                let shown = show.run(store, output).await;
                shown.map(|()| ExitCode::SUCCESS)
            }
            AuditCommand::Verify(verify) => verify.run(store, output).await,
        }
    }
}
