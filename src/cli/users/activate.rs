//! `mercer users activate`.

use clap::Args;
use mercer_store::{Store, staff};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Let a user sign in and act again, and print them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer users activate kim")]
pub(in crate::cli) struct Activate {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,
}

impl Activate {
    /// Activates the user.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        super::show(staff::activate(store, user.id, None).await?, output)
    }
}
