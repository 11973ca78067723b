//! `mercer backup list`.

use std::path::PathBuf;

use clap::Args;
use mercer_store::backups::{self, Manifest};

use super::size;
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::config::Config;

/// List the backups, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer backup list")]
pub(in crate::cli) struct List {
    /// Look into this folder instead of the configured one.
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,
}

impl List {
    /// Prints them.
    pub(super) fn run(self, config: &Config, output: &Output) -> Result<(), Failure> {
        let folder = super::folder(self.folder, config);
        let found = backups::list(&folder)?;
        if found.is_empty() {
            output.message(&format!("There are no backups in {}.", folder.display()));
        }
        output.show(&found, |found| text(found))
    }
}

fn text(backups: &[Manifest]) -> String {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("MADE", Align::Left),
        ("ROWS", Align::Right),
        ("SIZE", Align::Right),
        ("OF", Align::Left),
    ]);
    for backup in backups {
        table.row(vec![
            backup.name.clone(),
            time(backup.created_at),
            backup.row_count().to_string(),
            size(backup.bytes),
            backup.database.clone(),
        ]);
    }
    table.render()
}
