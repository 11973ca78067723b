//! `mercer backup restore`.

use std::path::PathBuf;

use chrono::Utc;
use clap::Args;
use mercer_store::backups::{self, Restore};
use serde_json::json;

use crate::cli::Failure;
use crate::cli::db::Place;
use crate::cli::output::Output;
use crate::cli::table::facts;
use crate::config::Config;
use crate::json;

/// Bring a backup back, as the configured store or as the one that --database-url names.
///
/// The checksum, the content and the revisions of the backup are checked first; an older one is
/// brought up to date; then the doctor examines its books, and only then the restored file takes
/// its place. A store that is there is not overwritten unless --overwrite says so, and then it is
/// kept beside the new one; nobody may have it open. A database of a server has to be empty.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer backup restore latest --database-url sqlite:restored.db
  mercer backup restore mercer-20261121T182142123Z --overwrite
  mercer backup restore latest --folder backups --database-url postgres://shop@localhost/empty")]
pub(in crate::cli) struct RestoreCommand {
    /// Which: a name as `mercer backup list` shows it, or `latest`.
    #[arg(value_name = "BACKUP")]
    backup: String,

    /// Look into this folder instead of the configured one.
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,

    /// Replace the SQLite store that is there; it is kept under another name.
    #[arg(long)]
    overwrite: bool,

    /// Restore books that the doctor finds wrong all the same.
    #[arg(long)]
    despite_findings: bool,
}

impl RestoreCommand {
    /// Restores it and prints what came of it.
    pub(super) async fn run(self, config: &Config, output: &Output) -> Result<(), Failure> {
        let folder = super::folder(self.folder, config);
        let backup = backups::find(&folder, &self.backup)?;
        let history = Place::new(config).history()?;
        let target = &config.database.url.value;
        let restored = backups::restore(Restore {
            folder: &folder,
            backup: &backup,
            target,
            history: &history,
            currency: config.store.currency.value,
            overwrite: self.overwrite,
            despite_findings: self.despite_findings,
            now: Utc::now(),
        })
        .await?;
        let kept = restored
            .kept
            .as_ref()
            .map(|path| path.display().to_string());
        let report = json::Report::from(restored.report);
        let told = json!({
            "backup": backup,
            "database": target.to_string(),
            "kept": kept,
            "upgraded": restored.upgraded,
            "books": report,
        });
        output.show(&told, |_| {
            let wrong: usize = report.checks.iter().map(|check| check.wrong).sum();
            let mut rows = vec![
                ("Restored", backup.name.clone()),
                ("To", target.to_string()),
                ("Rows", backup.row_count().to_string()),
            ];
            if let Some(kept) = &kept {
                rows.push(("The store before", kept.clone()));
            }
            if !restored.upgraded.is_empty() {
                rows.push(("Brought up to date by", restored.upgraded.join(", ")));
            }
            let books = match wrong {
                0 => "right".to_owned(),
                wrong => format!("{wrong} findings; `mercer doctor` tells them"),
            };
            rows.push(("Books", books));
            facts(&rows)
        })
    }
}
