//! `mercer db current`.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Place;
use super::history::{Line, list};
use crate::cli::Failure;
use crate::cli::output::Output;

/// Show the revisions at which the database stands.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db current --check-heads")]
pub(in crate::cli) struct Current {
    /// Tell more about each.
    #[arg(short, long)]
    verbose: bool,

    /// Exit with 1 unless the database stands at all heads.
    #[arg(long)]
    check_heads: bool,
}

#[derive(Serialize)]
struct Standing {
    current: Vec<Line>,
    pending: Vec<String>,
    unfinished: Option<String>,
    at_heads: bool,
}

impl Current {
    /// Prints them.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<ExitCode, Failure> {
        let history = place.history()?;
        let applied = place.applied().await?;
        let state = applied.state(&history)?;
        let pending: Vec<String> = state.pending().into_iter().map(str::to_owned).collect();
        let unfinished = applied.unfinished.as_ref();
        let standing = Standing {
            current: Line::all(place, &history, &state.current_heads(), Some(&applied))?,
            at_heads: pending.is_empty() && unfinished.is_none(),
            unfinished: unfinished.map(|unfinished| unfinished.revision.clone()),
            pending,
        };
        output.show(&standing, |standing| list(&standing.current, self.verbose))?;
        if standing.current.is_empty() {
            output.message("No revision is applied.");
        }
        if let Some(revision) = &standing.unfinished {
            output.message(&format!(
                "Revision {revision} was left half-way: `mercer db upgrade` or `mercer db \
                 downgrade` goes on."
            ));
        }
        if !standing.pending.is_empty() {
            output.message(&format!(
                "Not yet applied: {}. `mercer db upgrade` applies them.",
                standing.pending.join(", ")
            ));
        }
        let behind = self.check_heads && !standing.at_heads;
        Ok(ExitCode::from(u8::from(behind)))
    }
}
