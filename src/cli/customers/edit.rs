//! `mercer customers edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::customers::{self, UpdateCustomer};
use mercer_store::patch::Patch;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched_text};

/// Change a customer's names, e-mail address or phone number and print them; what is not given
/// stays.
///
/// Addresses are changed with `mercer addresses`, the password with `reset-password`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer customers edit anna --last-name Green-Lee
  mercer customers edit anna --email anna@example.org --phone ''")]
pub(in crate::cli) struct Edit {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    /// Another name to sign in with.
    #[arg(long, value_name = "NAME")]
    username: Option<String>,

    /// Another given name.
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,

    /// Another family name.
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,

    /// Another e-mail address; '' takes it away.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Another phone number; '' takes it away.
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
}

impl Edit {
    /// Changes the customer.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.customer).await?.id;
        let input = UpdateCustomer {
            expected_version: None,
            username: self.username,
            email: patched_text(self.email),
            password: Patch::Keep,
            first_name: self.first_name,
            last_name: self.last_name,
            phone: patched_text(self.phone),
        };
        super::show(customers::update(store, id, input).await?, output)
    }
}
