//! `mercer db history`, and how revisions are listed everywhere.

use std::fmt::Write;

use clap::Args;
use mercer_migrator::{Applied, History};
use serde::Serialize;

use super::Place;
use crate::cli::Failure;
use crate::cli::output::Output;

/// List the revisions, newest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db history
  mercer db history -r base:core@head -v
  mercer db history -r current:")]
pub(in crate::cli) struct HistoryCommand {
    /// Only from one revision to another, FROM:TO; either end may be left out.
    #[arg(short, long, value_name = "FROM:TO", allow_hyphen_values = true)]
    range: Option<String>,

    /// Tell more about each.
    #[arg(short, long)]
    verbose: bool,

    /// Mark the revisions at which the database stands.
    #[arg(short, long)]
    indicate_current: bool,
}

/// Whether only the database tells what a range or a target means.
pub(super) fn asks_database(range: &str) -> bool {
    range.split(':').any(|end| {
        let place = end.rsplit_once('@').map_or(end, |(_, place)| place);
        place.starts_with("current") || place.starts_with(['-', '+'])
    })
}

/// One revision in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) revision: String,
    pub(super) down_revision: Vec<String>,
    pub(super) depends_on: Vec<String>,
    pub(super) branches: Vec<String>,
    pub(super) message: String,
    pub(super) created: String,
    pub(super) operations: usize,
    pub(super) is_head: bool,
    /// Whether the database stands there; absent where no database was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_current: Option<bool>,
    pub(super) origin: String,
}

impl HistoryCommand {
    /// Prints them.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        let range = self.range.as_deref().unwrap_or(":");
        let applied = if self.indicate_current || asks_database(range) {
            Some(place.applied().await?)
        } else {
            None
        };
        let state = match &applied {
            Some(applied) => Some(applied.state(&history)?),
            None => None,
        };
        let mut ids = history.graph().history(range, state.as_ref())?;
        ids.reverse();
        let lines = Line::all(place, &history, &ids, applied.as_ref())?;
        if lines.is_empty() {
            output.message("There are no revisions.");
        }
        output.show(&lines, |lines| list(lines, self.verbose))
    }
}

impl Line {
    /// These revisions as lines.
    pub(super) fn all(
        place: &Place<'_>,
        history: &History,
        ids: &[&str],
        applied: Option<&Applied>,
    ) -> Result<Vec<Line>, Failure> {
        let files = place.files()?;
        let current = match applied {
            Some(applied) => Some(applied.state(history)?.current_heads()),
            None => None,
        };
        let mut lines = Vec::new();
        for &id in ids {
            let Some(revision) = history.revision(id) else {
                continue;
            };
            let file = files.iter().find(|file| file.revision.id == id);
            let branches = history.graph().labels_of(id)?;
            lines.push(Line {
                revision: id.to_owned(),
                down_revision: revision.down.clone(),
                depends_on: revision.depends_on.clone(),
                branches: branches.into_iter().map(str::to_owned).collect(),
                message: revision.message.clone(),
                created: revision
                    .created
                    .to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
                operations: revision.operations.len(),
                is_head: history.graph().is_head(id),
                is_current: current.as_ref().map(|current| current.contains(&id)),
                origin: file.map_or_else(
                    || "part of the program".to_owned(),
                    |file| file.path.display().to_string(),
                ),
            });
        }
        Ok(lines)
    }

    fn marks(&self) -> String {
        let mut marks = self.branches.clone();
        if self.is_head {
            marks.push("head".to_owned());
        }
        if self.is_current == Some(true) {
            marks.push("current".to_owned());
        }
        if marks.is_empty() {
            String::new()
        } else {
            format!(" ({})", marks.join(", "))
        }
    }
}

/// The lines for people: one each, or a block each.
pub(super) fn list(lines: &[Line], verbose: bool) -> String {
    let mut text = String::new();
    for line in lines {
        let before = if line.down_revision.is_empty() {
            "base".to_owned()
        } else {
            line.down_revision.join(", ")
        };
        // Writing into a string cannot fail.
        if verbose {
            let _ = writeln!(text, "Revision   {}{}", line.revision, line.marks());
            let _ = writeln!(text, "Follows    {before}");
            if !line.depends_on.is_empty() {
                let _ = writeln!(text, "Needs      {}", line.depends_on.join(", "));
            }
            let _ = writeln!(text, "Message    {}", line.message);
            let _ = writeln!(text, "Created    {}", line.created);
            let _ = writeln!(text, "Operations {}", line.operations);
            let _ = writeln!(text, "File       {}\n", line.origin);
        } else {
            let _ = writeln!(
                text,
                "{before} -> {}{}, {}",
                line.revision,
                line.marks(),
                line.message
            );
        }
    }
    text
}
