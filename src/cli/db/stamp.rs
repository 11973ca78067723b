//! `mercer db stamp`.

use clap::Args;
use mercer_migrator::{RunOptions, stamp};
use serde::Serialize;

use super::Place;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Record where the database stands, without changing anything else in it.
///
/// For a database whose tables are there already, made by hand or by an older program: compare
/// first with `mercer db check`. Applied revisions whose files have changed are recorded as they
/// are now.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db stamp heads
  mercer db stamp --purge core@head")]
pub(in crate::cli) struct Stamp {
    /// Revisions, `heads`, or `base` for none.
    #[arg(value_name = "TARGET", required = true, allow_negative_numbers = true)]
    targets: Vec<String>,

    /// Forget everything recorded before, also what these revisions do not know.
    #[arg(long)]
    purge: bool,
}

#[derive(Serialize)]
struct Stamped {
    revisions: Vec<String>,
}

impl Stamp {
    /// Records it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        let session = place.session_or_new(place.url()).await?;
        let options = RunOptions::default();
        let now = chrono::Utc::now();
        let result = stamp(&session, &history, &self.targets, self.purge, &options, now).await;
        session.close().await;
        let stamped = Stamped { revisions: result? };
        output.show(&stamped, |stamped| match stamped.revisions.as_slice() {
            [] => "Recorded: nothing is applied.\n".to_owned(),
            revisions => format!("Recorded as applied: {}\n", revisions.join(", ")),
        })
    }
}
