//! `mercer users reset-password`.

use clap::Args;
use mercer_store::{Store, staff};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::password::PasswordArguments;
use crate::cli::reference::Reference;

/// Give a user who forgot their password another one.
///
/// It is asked for at the terminal, or read from the standard input.
#[derive(Args, Debug)]
#[command(
    visible_alias = "password",
    after_help = "\
Examples:
  mercer users reset-password kim
  mercer users reset-password kim --password-stdin < secret"
)]
pub(in crate::cli) struct ResetPassword {
    /// A user name; a number that is nobody's is taken for an id (id:7 is always an id).
    #[arg(value_name = "USERNAME|ID")]
    user: Reference,

    #[command(flatten)]
    password: PasswordArguments,
}

impl ResetPassword {
    /// Sets it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let user = super::resolve(store, &self.user).await?;
        let password = self.password.read()?;
        super::show(
            staff::set_password(store, user.id, password, None).await?,
            output,
        )
    }
}
