//! `mercer db upgrade`.

use std::time::Duration;

use chrono::Utc;
use clap::Args;
use mercer_database::{DatabaseUrl, Session};
use mercer_migrator::{
    Observer, Rehearsal, Report, RunOptions, Silent, offline_upgrade, rehearse, upgrade,
};
use serde::Serialize;

use super::Place;
use super::dialect::Dialect;
use super::progress::Progress;
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::{Align, Table};

/// Bring the database to a revision, by default to the newest of every branch.
///
/// An SQLite file is copied beside itself first. SQLite and PostgreSQL take each revision whole or
/// not at all; on MySQL a revision that was cut off goes on where it stopped. Only one process
/// upgrades at a time, the others wait and find it done.
///
/// Targets: a revision or the beginning of its id, `head`, `heads`, `+2` (two further),
/// `3f2a+1` (one after that one), `core@head`, `site@+1`.
#[derive(Args, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
#[command(after_help = "\
Examples:
  mercer db upgrade
  mercer db upgrade site@+1
  mercer db upgrade --rehearse
  mercer db upgrade base:heads --sql --dialect postgres > upgrade.sql")]
pub(in crate::cli) struct Upgrade {
    /// Where to; with --sql also FROM:TO, from `base` where FROM is not said.
    #[arg(
        value_name = "TARGET",
        default_value = "heads",
        allow_negative_numbers = true
    )]
    target: String,

    /// Print the SQL instead of running it. No database is asked.
    #[arg(long)]
    sql: bool,

    /// The words of which database --sql prints: sqlite, postgres or mysql; by default that of the
    /// configured one.
    #[arg(long, value_name = "NAME", requires = "sql")]
    dialect: Option<Dialect>,

    /// Do it on a copy of the SQLite file first; tell times and rows and change nothing.
    #[arg(long, conflicts_with = "sql")]
    rehearse: bool,

    /// Do not copy the SQLite file first.
    #[arg(long)]
    no_backup: bool,

    /// Go on even where data are lost, as `mercer db lint` tells.
    #[arg(long)]
    allow_destructive: bool,

    /// How many seconds to wait for another process that is upgrading.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    lock_wait: u64,

    /// Print every statement.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Serialize)]
struct Done {
    revisions: Vec<Timed>,
    backup: Option<String>,
}

#[derive(Serialize)]
struct Rehearsed {
    revisions: Vec<Timed>,
    copying_milliseconds: u128,
    tables: Vec<Rows>,
}

#[derive(Serialize)]
pub(super) struct Timed {
    revision: String,
    milliseconds: u128,
}

#[derive(Serialize)]
struct Rows {
    table: String,
    before: Option<i64>,
    after: Option<i64>,
}

impl Upgrade {
    /// Does it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        if self.sql {
            let kind = Dialect::or_of(self.dialect, place.url());
            let target = if self.target == "heads" {
                "base:heads"
            } else {
                &self.target
            };
            return to_stdout(&offline_upgrade(&history, target, kind, Utc::now())?);
        }
        let options = RunOptions {
            lock_wait: Duration::from_secs(self.lock_wait),
            backup: !self.no_backup,
            allow_destructive: self.allow_destructive,
            ..RunOptions::default()
        };
        let mut progress = Progress::new(output, self.verbose);
        if self.rehearse {
            let session = place.session().await?;
            let result = rehearse(
                &session,
                &history,
                &self.target,
                &options,
                Utc::now(),
                &mut progress,
            )
            .await;
            session.close().await;
            return show_rehearsal(&result?, output);
        }
        let session = place.session_or_new(place.url()).await?;
        let now = Utc::now();
        let result = upgrade(
            &session,
            &history,
            &self.target,
            &options,
            now,
            &mut progress,
        )
        .await;
        session.close().await;
        show(result?, output)
    }
}

fn show(report: Report, output: &Output) -> Result<(), Failure> {
    let done = Done {
        revisions: timed(report.revisions),
        backup: report.backup.map(|path| path.display().to_string()),
    };
    output.show(&done, |done| match done.revisions.len() {
        0 => "The database is there already.\n".to_owned(),
        1 => "Applied 1 revision.\n".to_owned(),
        count => format!("Applied {count} revisions.\n"),
    })
}

/// The revisions with their times.
pub(super) fn timed(revisions: Vec<(String, Duration)>) -> Vec<Timed> {
    let timed = |(revision, took): (String, Duration)| Timed {
        revision,
        milliseconds: took.as_millis(),
    };
    revisions.into_iter().map(timed).collect()
}

fn show_rehearsal(rehearsal: &Rehearsal, output: &Output) -> Result<(), Failure> {
    let rows = rehearsal.rows.iter().map(|(table, before, after)| Rows {
        table: table.clone(),
        before: *before,
        after: *after,
    });
    let rehearsed = Rehearsed {
        revisions: timed(rehearsal.revisions.clone()),
        copying_milliseconds: rehearsal.copying.as_millis(),
        tables: rows.collect(),
    };
    output.show(&rehearsed, |rehearsed| {
        let mut times = Table::new(&[("REVISION", Align::Left), ("MILLISECONDS", Align::Right)]);
        times.row(vec![
            "(the copy)".to_owned(),
            rehearsed.copying_milliseconds.to_string(),
        ]);
        for revision in &rehearsed.revisions {
            times.row(vec![
                revision.revision.clone(),
                revision.milliseconds.to_string(),
            ]);
        }
        let mut rows = Table::new(&[
            ("TABLE", Align::Left),
            ("ROWS BEFORE", Align::Right),
            ("ROWS AFTER", Align::Right),
        ]);
        let cell = |count: Option<i64>| count.map_or("-".to_owned(), |count| count.to_string());
        for table in &rehearsed.tables {
            rows.row(vec![
                table.table.clone(),
                cell(table.before),
                cell(table.after),
            ]);
        }
        format!(
            "{}\n{}\nThe copy is gone; the database is as it was.\n",
            times.render(),
            rows.render()
        )
    })
}

/// Brings an embedded database to the newest revision before it is served, with a copy of it made
/// first; a new file gets its tables.
pub(in crate::cli) async fn bring_to_head(
    place: &Place<'_>,
    url: &DatabaseUrl,
    output: &Output,
) -> Result<(), Failure> {
    let history = place.history()?;
    // Nobody has to be told how a file that was not there got its tables.
    let is_new = matches!(url, DatabaseUrl::Sqlite(path) if !path.exists());
    let session: Session = place.session_or_new(url).await?;
    let mut progress = Progress::new(output, false);
    let observer: &mut dyn Observer = if is_new { &mut Silent } else { &mut progress };
    let options = RunOptions::default();
    let now = Utc::now();
    let result = upgrade(&session, &history, "heads", &options, now, observer).await;
    session.close().await;
    result?;
    Ok(())
}
