//! `mercer settings`: what the shop says of itself, kept in the store. (How the program runs is the
//! configuration's: `mercer config`.)

mod list;
mod reset;
mod set;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::settings::Setting;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::{facts, yes};
use super::time;
use crate::json;

/// Verbs of settings.
#[derive(Debug, Subcommand)]
pub(super) enum SettingsCommand {
    List(list::List),
    Show(show::Show),
    Set(set::Set),
    Reset(reset::Reset),
}

impl SettingsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            SettingsCommand::List(_) | SettingsCommand::Show(_) => Permission::SettingsRead,
            SettingsCommand::Set(_) | SettingsCommand::Reset(_) => Permission::SettingsWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            SettingsCommand::List(list) => list.run(store, output).await,
            SettingsCommand::Show(show) => show.run(store, output).await,
            SettingsCommand::Set(set) => set.run(store, output).await,
            SettingsCommand::Reset(reset) => reset.run(store, output).await,
        }
    }
}

/// Prints the setting as it is now.
fn show(setting: Setting, output: &Output) -> Result<(), Failure> {
    output.show(&json::Setting::from(setting), |setting| {
        let mut rows = vec![
            ("Setting", setting.name.clone()),
            ("For", setting.says.clone()),
            ("Value", setting.value.clone().unwrap_or_default()),
            ("Default", yes(setting.is_default)),
        ];
        let by = setting.updated_by.clone().unwrap_or_default();
        let changed = setting.updated_at.map(|at| format!("{} by {by}", time(at)));
        rows.extend(changed.map(|changed| ("Changed", changed)));
        facts(&rows)
    })
}
