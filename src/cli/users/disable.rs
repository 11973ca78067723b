//! `mercer users disable`.

use clap::Args;
use mercer_store::{Store, staff};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Let a user sign in and act no longer, and print them.
///
/// What they did stays theirs. The last active owner cannot be disabled.
#[derive(Args, Debug)]
#[command(
    visible_alias = "deactivate",
    after_help = "Example:\n  mercer users disable kim"
)]
pub(in crate::cli) struct Disable {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,
}

impl Disable {
    /// Disables the user.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        super::show(staff::deactivate(store, user.id, None).await?, output)
    }
}
