//! `mercer db ensure-version`.

use clap::Args;
use mercer_migrator::ensure_bookkeeping;
use serde::Serialize;

use super::Place;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Make the tables that record revisions, if they are missing, and nothing else.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db ensure-version")]
pub(in crate::cli) struct EnsureVersion {}

#[derive(Serialize)]
struct Ensured {
    created: bool,
}

impl EnsureVersion {
    /// Makes them.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let session = place.session_or_new(place.url()).await?;
        let created = ensure_bookkeeping(&session).await;
        session.close().await;
        let ensured = Ensured { created: created? };
        output.show(&ensured, |ensured| {
            if ensured.created {
                "The database can record revisions now.\n".to_owned()
            } else {
                "The database records revisions already.\n".to_owned()
            }
        })
    }
}
