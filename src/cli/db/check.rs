//! `mercer db check`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use mercer_migrator::{History, inspect_connection};
use serde::Serialize;

use super::Place;
use super::declared::difference;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Tell whether the database, its revisions and the program agree.
///
/// Exit codes: 0 all agree; 1 the database differs from what the program and the revisions say it
/// should be (what differs is listed), or it could not be asked; 2 revisions are not applied yet;
/// 3 applied revisions have changed since. Tables, columns and indexes of your own that no revision
/// made are told, left alone, and no difference. Tables without any record of revisions are compared
/// with the newest ones, so that you see whether `mercer db stamp heads` would tell the truth.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db check && mercer serve")]
pub(in crate::cli) struct Check {}

#[derive(Serialize)]
struct Checked {
    verdict: &'static str,
    pending: Vec<String>,
    unfinished: Option<String>,
    changed: Vec<String>,
    differences: Vec<Difference>,
    notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Difference {
    pub(super) operation: &'static str,
    pub(super) table: String,
    pub(super) name: String,
    pub(super) text: String,
}

impl Check {
    /// Compares, and changes nothing.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<ExitCode, Failure> {
        let history = place.history()?;
        let applied = place.applied().await?;
        let unrecorded = applied.revisions.is_empty() && applied.holds_tables;
        let changed = applied.tampered(&history);
        let pending: Vec<String> = {
            let state = applied.state(&history)?;
            state.pending().into_iter().map(str::to_owned).collect()
        };
        let mut checked = Checked {
            verdict: "in_step",
            pending,
            unfinished: applied.unfinished.map(|unfinished| unfinished.revision),
            changed,
            differences: Vec::new(),
            notes: Vec::new(),
        };
        let code = if !checked.changed.is_empty() {
            checked.verdict = "changed";
            3
        } else if !checked.pending.is_empty() || checked.unfinished.is_some() {
            checked.verdict = "behind";
            if unrecorded && checked.unfinished.is_none() {
                checked.verdict = "unrecorded";
                checked.compare(place, &history).await?;
            }
            2
        } else {
            checked.compare(place, &history).await?;
            if checked.differences.is_empty() {
                0
            } else {
                checked.verdict = "differs";
                1
            }
        };
        output.show(&checked, text)?;
        Ok(ExitCode::from(code))
    }
}

impl Checked {
    /// Adds what differs.
    async fn compare(&mut self, place: &Place<'_>, history: &History) -> Result<(), Failure> {
        let session = place.session().await?;
        let live = inspect_connection(&session, session.kind()).await;
        session.close().await;
        let found = difference(history, &live?, place.url().kind())?;
        self.differences = found.differences;
        self.notes = found.notes;
        Ok(())
    }
}

fn text(checked: &Checked) -> String {
    let mut text = match checked.verdict {
        "changed" => format!(
            "Changed after being applied: {}\nRestore the files; or, if a change is meant and alters \
             nothing in this database, record them as they are: mercer db stamp heads\n",
            checked.changed.join(", ")
        ),
        "behind" => {
            let mut text = String::new();
            if let Some(revision) = &checked.unfinished {
                let _ = writeln!(text, "Left half-way: {revision}");
            }
            if !checked.pending.is_empty() {
                let _ = writeln!(text, "Not applied yet: {}", checked.pending.join(", "));
            }
            text + "Apply them: mercer db upgrade\n"
        }
        "unrecorded" if checked.differences.is_empty() => {
            "No revision is recorded here, but the tables are those of the newest ones. Record \
             them: mercer db stamp heads\n"
                .to_owned()
        }
        "unrecorded" => "There are tables, but no revision is recorded here. From the newest \
                         revisions they differ:\n"
            .to_owned(),
        "differs" => "The database differs from what it should be:\n".to_owned(),
        _ => "The database is as it should be.\n".to_owned(),
    };
    for difference in &checked.differences {
        let _ = writeln!(text, "  {}", difference.text);
    }
    for note in &checked.notes {
        let _ = writeln!(text, "Note: {note}");
    }
    text
}
