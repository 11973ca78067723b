//! `mercer users add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::{self, CreateUser, Role};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::password::PasswordArguments;
use crate::cli::words::one_of;

/// Add somebody to the staff and print them. They may sign in at once.
///
/// The password is asked for at the terminal, or read from the standard input.
#[derive(Args, Debug)]
#[command(
    visible_alias = "create",
    after_help = "\
Examples:
  mercer users add olga --role owner --first-name Olga --last-name Orlova
  mercer users add kim --role clerk --first-name Kim --last-name Kay --password-stdin < secret"
)]
pub(in crate::cli) struct Add {
    /// The name to sign in with.
    username: String,

    /// What they may do.
    #[arg(long, value_parser = one_of::<Role>(Role::WORDS))]
    role: Role,

    /// Given name.
    #[arg(long, value_name = "NAME")]
    first_name: String,

    /// Family name.
    #[arg(long, value_name = "NAME")]
    last_name: String,

    /// An e-mail address to sign in with as well.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    #[command(flatten)]
    password: PasswordArguments,
}

impl Add {
    /// Adds the user.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = CreateUser {
            username: self.username,
            email: self.email,
            password: self.password.read()?,
            first_name: self.first_name,
            last_name: self.last_name,
            role: self.role,
        };
        super::show(staff::create(store, input).await?, output)
    }
}
