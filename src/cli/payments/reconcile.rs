//! `mercer payments reconcile`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Ask providers again for what they have not answered, and write their answers.
///
/// A serving process does so by itself; this is for a store that nobody serves.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments reconcile")]
pub(in crate::cli) struct Reconcile {}

impl Reconcile {
    /// Settles what was left open.
    #[allow(clippy::unused_self, reason = "every command is run so")]
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let done = payments::reconcile(store, store.now()).await?;
        output.show(&done, |done| {
            format!(
                "Asked again: {}, answered: {}, given up: {}, failed: {}.\n",
                done.asked, done.settled, done.voided, done.failed
            )
        })
    }
}
