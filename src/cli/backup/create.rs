//! `mercer backup create`.

use std::path::PathBuf;

use clap::Args;
use mercer_store::backups;

use crate::cli::Failure;
use crate::cli::acting::Acting;
use crate::cli::open::{self, Missing};
use crate::cli::output::Output;
use crate::config::Config;

/// Copy the whole store into a file, also while it is served.
///
/// Everything that was acknowledged before the command began is in the backup. It is compressed,
/// checked, and written with a manifest: its checksum, the revision of its tables, how many rows
/// each has. An embedded store is copied by SQLite's own means; of a server's database `pg_dump`,
/// or `mariadb-dump` or `mysqldump`, makes a dump, which counts only when it came to its end. A backup
/// holds everything that the store does, except the keys that sign access tokens: only its owner
/// may read it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer backup create
  mercer backup create --folder /mnt/other-disk/backups --keep 30")]
pub(in crate::cli) struct Create {
    /// Put it into this folder instead of the configured one.
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,

    /// Afterwards remove all but this many of the store's newest backups in the folder.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
}

impl Create {
    /// Makes it and prints what it is.
    pub(super) async fn run(
        self,
        acting: &Acting,
        config: &Config,
        output: &Output,
    ) -> Result<(), Failure> {
        let store = acting.on(open::open(config, Missing::Refuse, output).await?);
        let folder = super::folder(self.folder, config);
        let made = backups::create(&store, &folder).await;
        let database = store.database().url().to_string();
        store.database().close().await;
        let made = made?;
        output.show(&made, super::facts)?;
        if let Some(keep) = self.keep {
            for gone in backups::prune(&folder, &database, keep.into())? {
                output.message(&format!("Removed {}.", gone.name));
            }
        }
        Ok(())
    }
}
