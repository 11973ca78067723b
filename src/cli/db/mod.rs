//! `mercer db`: the schema's revisions.
//!
//! Every command reads the history (the program's own revisions, and those of the owner's folder)
//! and most of them a database. What they do is the migrator's; here it is asked for and printed.

mod autogenerate;
mod branches;
mod check;
mod current;
mod declared;
mod dialect;
mod downgrade;
mod edit;
mod ensure_version;
mod export;
mod failure;
mod heads;
mod history;
mod init;
mod lint;
mod merge;
mod place;
mod progress;
mod revision;
mod show;
mod stamp;
mod upgrade;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;

use super::Failure;
use super::output::Output;
use crate::config::Config;

pub(super) use declared::expected;
pub(super) use place::Place;
pub(super) use upgrade::bring_to_head;

/// Verbs of the schema.
#[derive(Debug, Subcommand)]
pub(super) enum DbCommand {
    Init(init::Init),
    Revision(revision::NewRevision),
    Upgrade(upgrade::Upgrade),
    Downgrade(downgrade::Downgrade),
    Current(current::Current),
    History(history::HistoryCommand),
    Heads(heads::Heads),
    Branches(branches::Branches),
    Merge(merge::Merge),
    Stamp(stamp::Stamp),
    Show(show::Show),
    Edit(edit::Edit),
    Check(check::Check),
    EnsureVersion(ensure_version::EnsureVersion),
    Lint(lint::Lint),
    Verify(verify::Verify),
    /// Print the schema.
    #[command(subcommand)]
    Schema(export::SchemaCommand),
}

impl DbCommand {
    /// Does it.
    pub(super) async fn run(self, config: &Config, output: &Output) -> Result<ExitCode, Failure> {
        let place = Place::new(config);
        let done = |result: Result<(), Failure>| result.map(|()| ExitCode::SUCCESS);
        match self {
            DbCommand::Init(command) => done(command.run(&place, output)),
            DbCommand::Revision(command) => done(command.run(&place, output).await),
            DbCommand::Upgrade(command) => done(command.run(&place, output).await),
            DbCommand::Downgrade(command) => done(command.run(&place, output).await),
            DbCommand::Current(command) => command.run(&place, output).await,
            DbCommand::History(command) => done(command.run(&place, output).await),
            DbCommand::Heads(command) => done(command.run(&place, output)),
            DbCommand::Branches(command) => done(command.run(&place, output)),
            DbCommand::Merge(command) => done(command.run(&place, output)),
            DbCommand::Stamp(command) => done(command.run(&place, output).await),
            DbCommand::Show(command) => done(command.run(&place, output).await),
            DbCommand::Edit(command) => done(command.run(&place, output)),
            DbCommand::Check(command) => command.run(&place, output).await,
            DbCommand::EnsureVersion(command) => done(command.run(&place, output).await),
            DbCommand::Lint(command) => command.run(&place, output).await,
            DbCommand::Verify(command) => command.run(&place, output).await,
            DbCommand::Schema(command) => done(command.run(&place, output).await),
        }
    }
}
