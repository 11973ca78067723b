//! `mercer users enable`.

use clap::Args;
use mercer_store::{Store, staff};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Let a user sign in and act again, and print them.
#[derive(Args, Debug)]
#[command(
    visible_alias = "activate",
    after_help = "Example:\n  mercer users enable kim"
)]
pub(in crate::cli) struct Enable {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,
}

impl Enable {
    /// Enables the user.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        super::show(staff::activate(store, user.id, None).await?, output)
    }
}
