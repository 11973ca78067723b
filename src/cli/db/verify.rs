//! `mercer db verify`.

use std::fmt::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;
use mercer_database::{DatabaseUrl, Session};
use mercer_migrator::{
    BOOKKEEPING_TABLES, RunOptions, Silent, current, downgrade, inspect_connection, upgrade,
};
use serde::Serialize;

use super::Place;
use super::declared::difference;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Prove the revisions on an empty database: all the way up, compare, all the way back, and up
/// again.
///
/// Runs on a temporary SQLite file, or with --url on an empty database of your own, which is empty
/// again afterwards unless a revision says that it cannot be taken back. The exit code is 1 if the
/// schema differs from what the program and your revisions say, or if anything is left behind.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db verify
  mercer db verify --url postgres://localhost/scratch")]
pub(in crate::cli) struct Verify {
    /// An empty database to do it on.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Verified {
    revisions: usize,
    differences: Vec<String>,
    notes: Vec<String>,
    left_behind: Vec<String>,
    irreversible: Option<String>,
    good: bool,
}

impl Verify {
    /// Proves it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<ExitCode, Failure> {
        let scratch = tempfile::tempdir()?;
        let url = match &self.url {
            Some(url) => DatabaseUrl::parse(url)?,
            None => DatabaseUrl::Sqlite(scratch.path().join("verify.db")),
        };
        let session = place.session_or_new(&url).await?;
        let verified = prove(place, &session).await;
        session.close().await;
        let verified = verified?;
        output.show(&verified, text)?;
        Ok(ExitCode::from(u8::from(!verified.good)))
    }
}

async fn prove(place: &Place<'_>, session: &Session) -> Result<Verified, Failure> {
    let history = place.history()?;
    let options = RunOptions {
        backup: false,
        allow_destructive: true,
        ..RunOptions::default()
    };
    let kind = session.kind();
    let there = inspect_connection(session, kind).await?;
    let recorded = current(session).await?.revisions.len();
    // The records may be there, as a downgrade to base leaves them: empty.
    let mut tables = there.tables.iter();
    if let Some(table) = tables.find(|table| recorded > 0 || !is_record(&table.name)) {
        return Err(Failure::refused(format!(
            "{} is not empty: it has the table {}",
            session.url(),
            table.name
        ))
        .hint("name an empty database, or none for a temporary file"));
    }
    let report = upgrade(
        session,
        &history,
        "heads",
        &options,
        Utc::now(),
        &mut Silent,
    )
    .await?;
    let live = inspect_connection(session, kind).await?;
    let found = difference(&history, &live, kind)?;
    let differences = found.differences.into_iter().map(|one| one.text);
    let mut verified = Verified {
        revisions: report.revisions.len(),
        differences: differences.collect(),
        notes: found.notes,
        left_behind: Vec::new(),
        irreversible: None,
        good: false,
    };
    match downgrade(session, &history, "base", &options, Utc::now(), &mut Silent).await {
        Ok(_) => {
            let left = inspect_connection(session, kind).await?;
            let tables = left.tables.into_iter().map(|table| table.name);
            let enums = left.enums.into_iter().map(|named| named.name);
            verified.left_behind = tables
                .filter(|name| !is_record(name))
                .chain(enums)
                .collect();
            upgrade(
                session,
                &history,
                "heads",
                &options,
                Utc::now(),
                &mut Silent,
            )
            .await?;
            downgrade(session, &history, "base", &options, Utc::now(), &mut Silent).await?;
        }
        Err(error @ mercer_migrator::RunError::Irreversible { .. }) => {
            verified.irreversible = Some(error.to_string());
        }
        Err(error) => return Err(error.into()),
    }
    mercer_migrator::drop_bookkeeping(session).await?;
    verified.good = verified.differences.is_empty() && verified.left_behind.is_empty();
    Ok(verified)
}

fn is_record(table: &str) -> bool {
    BOOKKEEPING_TABLES.contains(&table)
}

fn text(verified: &Verified) -> String {
    let mut text = String::new();
    for difference in &verified.differences {
        let _ = writeln!(text, "Differs: {difference}");
    }
    for note in &verified.notes {
        let _ = writeln!(text, "Note: {note}");
    }
    for left in &verified.left_behind {
        let _ = writeln!(text, "Left behind by the downgrade: {left}");
    }
    if let Some(reason) = &verified.irreversible {
        let _ = writeln!(text, "Not taken back: {reason}");
    }
    let verdict = if verified.good {
        "The revisions hold"
    } else {
        "The revisions do not hold"
    };
    let count = match verified.revisions {
        1 => "1 revision".to_owned(),
        count => format!("{count} revisions"),
    };
    let _ = writeln!(text, "{verdict}: {count}, up, back and up again.");
    text
}
