//! `mercer config`.

use clap::Subcommand;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::{Align, Table};
use crate::config::{Config, Row};

/// Verbs of the configuration.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every setting, its value and where it comes from; passwords are hidden.
    #[command(after_help = "Example:\n  mercer config show")]
    Show,
}

impl ConfigCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ConfigCommand::Show => Permission::SettingsRead,
        }
    }

    /// Prints the settings.
    pub(super) fn run(&self, config: &Config, output: &Output) -> Result<(), Failure> {
        match self {
            ConfigCommand::Show => output.show(&config.show(), |rows| text(rows)),
        }
    }
}

fn text(rows: &[Row]) -> String {
    let columns = ["SETTING", "VALUE", "FROM"].map(|name| (name, Align::Left));
    let mut table = Table::new(&columns);
    for row in rows {
        table.row(vec![
            row.key.to_owned(),
            row.value.clone(),
            row.source.clone(),
        ]);
    }
    table.render()
}
