//! `mercer db heads`.

use clap::Args;

use super::Place;
use super::history::{Line, list};
use crate::cli::Failure;
use crate::cli::output::Output;

/// List the newest revision of every branch.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db heads")]
pub(in crate::cli) struct Heads {
    /// Tell more about each.
    #[arg(short, long)]
    verbose: bool,
}

impl Heads {
    /// Prints them.
    pub(super) fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        let lines = Line::all(place, &history, &history.graph().heads(), None)?;
        output.show(&lines, |lines| list(lines, self.verbose))
    }
}
