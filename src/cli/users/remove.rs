//! `mercer users remove`.

use clap::Args;
use mercer_store::{Store, staff};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a user from the staff.
///
/// What they did stays in the books under their name. The last active owner cannot be removed.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer users remove kim --yes"
)]
pub(in crate::cli) struct Remove {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the user, and prints who that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        let question = format!("Remove {} from the staff", user.username);
        self.confirmation.ask(&question)?;
        staff::delete(store, user.id, None).await?;
        output.show(&json::User::from(user), |user| {
            format!("{} is no longer one of the staff.\n", user.username)
        })
    }
}
