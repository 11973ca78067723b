//! `mercer db merge`.

use clap::Args;
use mercer_migrator::{Revision, new_id, write_new};

use super::Place;
use super::revision::{Written, checked_id};
use crate::cli::Failure;
use crate::cli::output::Output;

/// Join heads by a revision that follows all of them and does nothing else.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db merge -m \"One line again\"")]
pub(in crate::cli) struct Merge {
    /// The heads to join, for example `core@head site@head`; by default all of them.
    #[arg(value_name = "REVISION", default_value = "heads")]
    revisions: Vec<String>,

    /// What it is for.
    #[arg(short, long, value_name = "TEXT", default_value = "Merge")]
    message: String,

    /// The new revision's id instead of a random one.
    #[arg(long, value_name = "ID")]
    rev_id: Option<String>,

    /// A name for the branch that begins here.
    #[arg(long, value_name = "LABEL")]
    branch_label: Vec<String>,
}

impl Merge {
    /// Writes the revision.
    pub(super) fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        for label in &self.branch_label {
            checked_id("--branch-label", label)?;
        }
        let down = history.graph().merge(&self.revisions)?;
        let revision = Revision {
            id: match &self.rev_id {
                Some(id) => checked_id("--rev-id", id)?,
                None => new_id(),
            },
            down: down.into_iter().map(str::to_owned).collect(),
            branch_labels: self.branch_label,
            depends_on: Vec::new(),
            message: self.message,
            created: super::revision::now(),
            operations: Vec::new(),
            down_operations: None,
            irreversible: None,
            destructive: None,
        };
        super::revision::refuse_misfit(&history, &revision)?;
        super::revision::need_folder(place)?;
        let path = write_new(place.folder(), &revision)?;
        Written::of(&revision, &path, Vec::new()).show(output)
    }
}
