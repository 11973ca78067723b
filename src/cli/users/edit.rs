//! `mercer users edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::{self, UpdateUser};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched_text};

/// Change a user's names or e-mail address and print them; what is not given stays.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer users edit kim --last-name Kay-Jones
  mercer users edit kim --email ''")]
pub(in crate::cli) struct Edit {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,

    /// Another name to sign in with.
    #[arg(long, value_name = "NAME")]
    username: Option<String>,

    /// Another e-mail address; '' takes it away.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Another given name.
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,

    /// Another family name.
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
}

impl Edit {
    /// Changes the user.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.user).await?.id;
        let input = UpdateUser {
            expected_version: None,
            username: self.username,
            email: patched_text(self.email),
            first_name: self.first_name,
            last_name: self.last_name,
        };
        super::show(staff::update(store, id, input).await?, output)
    }
}
