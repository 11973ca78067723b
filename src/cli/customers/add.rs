//! `mercer customers add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::customers::{
    self, AddressChoice, CreateCustomer, CustomerError, NewCustomerAddress,
};

use crate::cli::Failure;
use crate::cli::addresses::AddressArguments;
use crate::cli::output::Output;
use crate::cli::password::PasswordArguments;

/// Add a customer with their first address and print them.
///
/// Further addresses are added with `mercer addresses add`.
#[derive(Args, Debug)]
#[command(
    visible_alias = "create",
    after_help = "\
Examples:
  mercer customers add jane.smith --first-name Jane --last-name Smith \\
    --line1 '456 Elm Street' --city Los\\ Angeles --state CA --zip-code 90001 --country US
  mercer customers add anna --first-name Anna --last-name Green --email anna@example.com \\
    --line1 '1 High Street' --city London --zip-code 'N1 1AA' --country GB --password"
)]
pub(in crate::cli) struct Add {
    /// The name to sign in with, unique: 3 to 64 letters, digits, dots, underscores and hyphens.
    username: String,

    /// Given name.
    #[arg(long, value_name = "NAME")]
    first_name: String,

    /// Family name.
    #[arg(long, value_name = "NAME")]
    last_name: String,

    /// An e-mail address, unique.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// A phone number.
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,

    /// Ask for a password at the terminal; without one they do not sign in.
    #[arg(long)]
    password: bool,

    #[command(flatten)]
    from: PasswordArguments,

    #[command(flatten)]
    address: AddressArguments,
}

impl Add {
    /// Adds the customer.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let gives_one = self.password || self.from.is_given();
        let password = gives_one.then(|| self.from.read()).transpose()?;
        let input = CreateCustomer {
            username: self.username,
            email: self.email,
            password,
            first_name: self.first_name,
            last_name: self.last_name,
            phone: self.phone,
            addresses: vec![NewCustomerAddress {
                address: AddressChoice::New(self.address.into()),
                label: None,
                default_shipping: true,
                default_billing: true,
            }],
        };
        let created = customers::create(store, input).await.map_err(refused)?;
        super::show(created, output)
    }
}

/// The one address stands among the options, not in a list.
fn refused(error: CustomerError) -> Failure {
    match error {
        CustomerError::Invalid(mut invalid) => {
            let field = invalid.field.strip_prefix("addresses/0/address/");
            if let Some(field) = field.map(str::to_owned) {
                invalid.field = field;
            }
            invalid.into()
        }
        error => error.into(),
    }
}
