//! `mercer config`.

mod check;

use std::process::ExitCode;

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
    Check(check::Check),
}

impl ConfigCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ConfigCommand::Show | ConfigCommand::Check(_) => Permission::SettingsRead,
        }
    }

    /// Does it.
    pub(super) async fn run(&self, config: &Config, output: &Output) -> Result<ExitCode, Failure> {
        match self {
            ConfigCommand::Show => {
                let shown = output.show(&config.show(), |rows| text(rows));
                shown.map(|()| ExitCode::SUCCESS)
            }
            ConfigCommand::Check(check) => check.run(config, output).await,
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
