//! `mercer customers reset-password`.

use clap::Args;
use mercer_store::Store;
use mercer_store::customers::{self, UpdateCustomer};
use mercer_store::patch::Patch;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::password::PasswordArguments;
use crate::cli::reference::Reference;

/// Give a customer another password, or none; they are signed out everywhere.
///
/// It is asked for at the terminal, or read from the standard input.
#[derive(Args, Debug)]
#[command(
    visible_alias = "password",
    after_help = "\
Examples:
  mercer customers reset-password anna
  mercer customers reset-password anna --password-stdin < secret
  mercer customers reset-password anna --none"
)]
pub(in crate::cli) struct ResetPassword {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    /// Take the password away: they sign in no longer.
    #[arg(long, conflicts_with = "password_stdin")]
    none: bool,

    #[command(flatten)]
    password: PasswordArguments,
}

impl ResetPassword {
    /// Sets it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.customer).await?.id;
        let password = if self.none {
            Patch::Clear
        } else {
            Patch::Set(self.password.read()?)
        };
        let input = UpdateCustomer {
            password,
            ..UpdateCustomer::default()
        };
        super::show(customers::update(store, id, input).await?, output)
    }
}
