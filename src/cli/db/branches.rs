//! `mercer db branches`.

use clap::Args;
use serde::Serialize;
use std::fmt::Write;

use super::Place;
use crate::cli::Failure;
use crate::cli::output::Output;

/// List the revisions that more than one revision follows.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db branches")]
pub(in crate::cli) struct Branches {
    /// Tell the message of each revision too.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Serialize)]
struct BranchPoint {
    revision: String,
    message: String,
    followed_by: Vec<Follower>,
}

#[derive(Serialize)]
struct Follower {
    revision: String,
    message: String,
    labels: Vec<String>,
}

impl Branches {
    /// Prints them.
    pub(super) fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        let graph = history.graph();
        let message = |id: &str| {
            let revision = history.revision(id);
            revision.map_or_else(String::new, |revision| revision.message.clone())
        };
        let mut points = Vec::new();
        for id in graph.branch_points() {
            let mut followed_by = Vec::new();
            for node in graph
                .nodes()
                .filter(|node| node.down.iter().any(|down| down == id))
            {
                let labels = graph.labels_of(&node.id)?;
                followed_by.push(Follower {
                    revision: node.id.clone(),
                    message: message(&node.id),
                    labels: labels.into_iter().map(str::to_owned).collect(),
                });
            }
            points.push(BranchPoint {
                revision: id.to_owned(),
                message: message(id),
                followed_by,
            });
        }
        if points.is_empty() {
            output.message("No revision is followed by more than one.");
        }
        output.show(&points, |points| text(points, self.verbose))
    }
}

fn text(points: &[BranchPoint], verbose: bool) -> String {
    let named = |id: &str, message: &str| {
        if verbose {
            format!("{id}  {message}")
        } else {
            id.to_owned()
        }
    };
    let mut text = String::new();
    for point in points {
        text.push_str(&named(&point.revision, &point.message));
        text.push('\n');
        for follower in &point.followed_by {
            text.push_str("  -> ");
            text.push_str(&named(&follower.revision, &follower.message));
            if !follower.labels.is_empty() {
                let _ = write!(text, " ({})", follower.labels.join(", "));
            }
            text.push('\n');
        }
    }
    text
}
