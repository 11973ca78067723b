//! `mercer db lint`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use mercer_database::{Kind, Session};
use mercer_migrator::{
    Finding, History, Revision, Severity, current, inspect_connection, lint, lint_data, replay,
    with_data,
};
use serde::Serialize;

use super::Place;
use super::history::asks_database;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Tell what in the revisions loses data, will fail on the data that are there, or holds others up.
///
/// Looks at the revisions that the database does not have yet, or at those of a range. The exit code
/// is 1 if any loses data or will fail.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db lint
  mercer db lint -r base:heads")]
pub(in crate::cli) struct Lint {
    /// Only from one revision to another, FROM:TO, whether applied or not; the data are not asked.
    #[arg(short, long, value_name = "FROM:TO", allow_hyphen_values = true)]
    range: Option<String>,
}

#[derive(Serialize)]
struct Linted {
    revisions: Vec<String>,
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    revision: String,
    operation: usize,
    rule: &'static str,
    severity: &'static str,
    table: String,
    text: String,
    advice: String,
    acknowledged: bool,
}

impl Lint {
    /// Judges, and changes nothing.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<ExitCode, Failure> {
        let history = place.history()?;
        let (revisions, findings) = match &self.range {
            Some(range) => of_range(place, &history, range).await?,
            None => of_pending(place, &history).await?,
        };
        let linted = Linted {
            revisions,
            findings,
        };
        output.show(&linted, text)?;
        let bad = linted
            .findings
            .iter()
            .any(|found| found.severity != Severity::Notice.word() && !found.acknowledged);
        Ok(ExitCode::from(u8::from(bad)))
    }
}

type Judged = (Vec<String>, Vec<Found>);

/// The revisions that the database lacks, judged by its tables and rows.
async fn of_pending(place: &Place<'_>, history: &History) -> Result<Judged, Failure> {
    let session = match place.session().await {
        Ok(session) => session,
        // An embedded file that is not there lacks all of them, and has no rows.
        Err(_) if place.url().kind() == Kind::Sqlite && !place.has_file() => {
            return of_range(place, history, ":").await;
        }
        Err(failure) => return Err(failure),
    };
    let judged = of_session(&session, history).await;
    session.close().await;
    judged
}

async fn of_session(session: &Session, history: &History) -> Result<Judged, Failure> {
    let applied = current(session).await?;
    let pending = applied.state(history)?.pending();
    let mut schema = inspect_connection(session, session.kind()).await?;
    let mut findings = Vec::new();
    for revision in pending.iter().filter_map(|id| history.revision(id)) {
        let found = lint(&revision.id, &revision.operations, &schema, session.kind());
        let data = lint_data(session, &revision.id, &revision.operations).await?;
        add(&mut findings, with_data(found, data), revision);
        for operation in &revision.operations {
            replay(&mut schema, operation)?;
        }
    }
    Ok((pending.into_iter().map(str::to_owned).collect(), findings))
}

/// The revisions of a range, judged without rows.
async fn of_range(place: &Place<'_>, history: &History, range: &str) -> Result<Judged, Failure> {
    let applied = if asks_database(range) {
        Some(place.applied().await?)
    } else {
        None
    };
    let state = match &applied {
        Some(applied) => Some(applied.state(history)?),
        None => None,
    };
    let ids = history.graph().history(range, state.as_ref())?;
    let all = history.graph().ids();
    let before: Vec<&str> = all.filter(|id| !ids.contains(id)).collect();
    let mut schema = history.replay(&before)?;
    let mut findings = Vec::new();
    for revision in ids.iter().filter_map(|id| history.revision(id)) {
        let kind = place.url().kind();
        let found = lint(&revision.id, &revision.operations, &schema, kind);
        add(&mut findings, found, revision);
        for operation in &revision.operations {
            replay(&mut schema, operation)?;
        }
    }
    Ok((ids.into_iter().map(str::to_owned).collect(), findings))
}

fn add(findings: &mut Vec<Found>, found: Vec<Finding>, revision: &Revision) {
    let acknowledged = revision.destructive.is_some();
    // What the file says about its downgrade answers this one.
    let answered = revision.irreversible.is_some() || revision.down_operations.is_some();
    let found = found
        .into_iter()
        .filter(|finding| !(answered && finding.rule == "irreversible"));
    findings.extend(found.map(|finding| Found::of(finding, acknowledged)));
}

impl Found {
    fn of(finding: Finding, acknowledged: bool) -> Self {
        Found {
            acknowledged: acknowledged && finding.severity == Severity::Loss,
            revision: finding.revision,
            operation: finding.operation,
            rule: finding.rule,
            severity: finding.severity.word(),
            table: finding.table,
            text: finding.text,
            advice: finding.advice,
        }
    }
}

fn text(linted: &Linted) -> String {
    let mut text = String::new();
    for found in &linted.findings {
        let mark = if found.acknowledged {
            ", acknowledged in the file"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{} operation {}: {} ({}{mark}): {}\n    {}",
            found.revision, found.operation, found.rule, found.severity, found.text, found.advice
        );
    }
    let revisions = match linted.revisions.len() {
        0 => "no revision is pending".to_owned(),
        1 => "1 revision".to_owned(),
        count => format!("{count} revisions"),
    };
    let findings = match linted.findings.len() {
        0 => "nothing to remark".to_owned(),
        1 => "1 remark".to_owned(),
        count => format!("{count} remarks"),
    };
    let _ = writeln!(text, "Looked at: {revisions}; {findings}.");
    text
}
