//! `mercer backup verify`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use mercer_store::backups;
use serde::Serialize;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::config::Config;

/// Prove that backups can be read and hold what they held when they were made.
///
/// Reads all of it: the checksum, every page, the revisions of the tables and the rows of each.
/// Changes nothing. The exit code is 1 if a backup is damaged.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer backup verify                                # the newest
  mercer backup verify mercer-20261121T182142123Z
  mercer backup verify --all")]
pub(in crate::cli) struct Verify {
    /// Which; the newest when none is named.
    #[arg(value_name = "BACKUP", default_value = "latest")]
    backup: String,

    /// All of the folder.
    #[arg(long, conflicts_with = "backup")]
    all: bool,

    /// Look into this folder instead of the configured one.
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,
}

#[derive(Serialize)]
struct Verdict {
    name: String,
    whole: bool,
    reason: Option<String>,
}

impl Verify {
    /// Reads them and prints a line for each.
    pub(super) async fn run(self, config: &Config, output: &Output) -> Result<ExitCode, Failure> {
        let folder = super::folder(self.folder, config);
        let chosen = if self.all {
            backups::list(&folder)?
        } else {
            vec![backups::find(&folder, &self.backup)?]
        };
        let mut verdicts = Vec::new();
        for backup in chosen {
            let reason = backups::verify(&folder, &backup).await.err();
            verdicts.push(Verdict {
                name: backup.name,
                whole: reason.is_none(),
                reason: reason.map(|error| error.to_string()),
            });
        }
        output.show(&verdicts, |verdicts| {
            let line = |verdict: &Verdict| match &verdict.reason {
                None => format!("ok   {}\n", verdict.name),
                Some(reason) => format!("BAD  {}\n     {reason}\n", verdict.name),
            };
            verdicts.iter().map(line).collect()
        })?;
        let whole = verdicts.iter().all(|verdict| verdict.whole);
        Ok(ExitCode::from(u8::from(!whole)))
    }
}
