//! `mercer backup`: copies of the whole store in files.

mod create;
mod list;
mod restore;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use mercer_store::backups::{BackupError, Manifest};
use mercer_store::staff::Permission;

use super::Failure;
use super::acting::Acting;
use super::output::Output;
use crate::config::Config;

/// Verbs of backups.
#[derive(Debug, Subcommand)]
pub(super) enum BackupCommand {
    Create(create::Create),
    List(list::List),
    Verify(verify::Verify),
    Restore(restore::RestoreCommand),
}

impl BackupCommand {
    /// What a member of the staff has to have: a backup holds everything.
    pub(super) fn permission(&self) -> Permission {
        match self {
            BackupCommand::Create(_) | BackupCommand::Restore(_) => Permission::SettingsWrite,
            BackupCommand::List(_) | BackupCommand::Verify(_) => Permission::SettingsRead,
        }
    }

    /// Does it.
    pub(super) async fn run(
        self,
        acting: &Acting,
        config: &Config,
        output: &Output,
    ) -> Result<ExitCode, Failure> {
        match self {
            BackupCommand::Create(create) => create.run(acting, config, output).await?,
            BackupCommand::List(list) => list.run(config, output)?,
            BackupCommand::Verify(verify) => return verify.run(config, output).await,
            BackupCommand::Restore(restore) => restore.run(config, output).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The folder that an option names, or else the configured one.
fn folder(named: Option<PathBuf>, config: &Config) -> PathBuf {
    named.unwrap_or_else(|| config.backup.folder(&config.database.url.value))
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    let mut units = ["KiB", "MiB", "GiB"].into_iter();
    // Exact enough for a person.
    #[allow(clippy::cast_precision_loss)]
    let mut size = bytes as f64;
    let mut unit = "B";
    while size >= 1_024.0
        && let Some(larger) = units.next()
    {
        size /= 1_024.0;
        unit = larger;
    }
    if unit == "B" {
        format!("{bytes} B")
    } else {
        format!("{size:.1} {unit}")
    }
}

/// What is told of a backup.
fn facts(backup: &Manifest) -> String {
    super::table::facts(&[
        ("Name", backup.name.clone()),
        ("Of", backup.database.clone()),
        ("Rows", backup.row_count().to_string()),
        ("Size", size(backup.bytes)),
        ("Checksum", backup.sha256.clone()),
    ])
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Database(error) => error.into(),
            BackupError::NotFound { .. } => Failure::refused(error.to_string())
                .hint("`mercer backup list` shows the backups; --folder names another place"),
            BackupError::Revisions(error) => error.into(),
            other => Failure::with_advice(&other.to_string()),
        }
    }
}
