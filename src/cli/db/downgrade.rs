//! `mercer db downgrade`.

use std::time::Duration;

use chrono::Utc;
use clap::Args;
use mercer_migrator::{RunOptions, downgrade, offline_downgrade};
use serde::Serialize;

use super::Place;
use super::dialect::Dialect;
use super::progress::Progress;
use super::upgrade::{Timed, timed};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};

/// Take revisions back.
///
/// What a revision created goes, with the rows in it. Whether every revision on the way can be taken
/// back is checked before the first one is.
///
/// Targets: a revision or the beginning of its id (that one stays), `site@-1` for the last one of
/// your branch, `site@base` for all of them, `3f2a-1` (the one before), `base` for nothing at all;
/// `-1` where there is one branch only.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db downgrade site@-1
  mercer db downgrade site@base
  mercer db downgrade 3f2a
  mercer db downgrade heads:base --sql --dialect mysql > downgrade.sql")]
pub(in crate::cli) struct Downgrade {
    /// Where to; with --sql also FROM:TO, and then FROM has to be said.
    #[arg(value_name = "TARGET", allow_negative_numbers = true)]
    target: String,

    /// Print the SQL instead of running it. No database is asked.
    #[arg(long)]
    sql: bool,

    /// The words of which database --sql prints; by default that of the configured one.
    #[arg(long, value_name = "NAME", requires = "sql")]
    dialect: Option<Dialect>,

    /// How many seconds to wait for another process that is migrating.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    lock_wait: u64,

    /// Do not copy the SQLite file first.
    #[arg(long)]
    no_backup: bool,

    /// Print every statement.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Serialize)]
struct Done {
    revisions: Vec<Timed>,
    backup: Option<String>,
}

impl Downgrade {
    /// Does it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        if self.sql {
            let kind = Dialect::or_of(self.dialect, place.url());
            return to_stdout(&offline_downgrade(&history, &self.target, kind)?);
        }
        let options = RunOptions {
            lock_wait: Duration::from_secs(self.lock_wait),
            backup: !self.no_backup,
            ..RunOptions::default()
        };
        let session = place.session().await?;
        let mut progress = Progress::new(output, self.verbose);
        let now = Utc::now();
        let result = downgrade(
            &session,
            &history,
            &self.target,
            &options,
            now,
            &mut progress,
        )
        .await;
        session.close().await;
        let report = result?;
        let done = Done {
            revisions: timed(report.revisions),
            backup: report.backup.map(|path| path.display().to_string()),
        };
        output.show(&done, |done| match done.revisions.len() {
            0 => "The database is there already.\n".to_owned(),
            1 => "Took back 1 revision.\n".to_owned(),
            count => format!("Took back {count} revisions.\n"),
        })
    }
}
