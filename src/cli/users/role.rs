//! `mercer users role`.

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::{self, Role};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::words::one_of;

/// Give a user another role and print them.
///
/// The last active owner stays one.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer users role kim manager")]
pub(in crate::cli) struct ChangeRole {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,

    /// What they may do from now on.
    #[arg(value_parser = one_of::<Role>(Role::WORDS))]
    role: Role,
}

impl ChangeRole {
    /// Changes it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        let input = staff::ChangeRole {
            expected_version: None,
            role: self.role,
        };
        super::show(staff::change_role(store, user.id, input).await?, output)
    }
}
