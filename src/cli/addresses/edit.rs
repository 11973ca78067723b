//! `mercer addresses edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::addresses::{self, UpdateAddress};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::patched_text;

/// Change an address, for everybody who has it, and print it; what is not given stays.
///
/// Orders that were placed keep the address as it was.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer addresses edit 7 --line1 '2 High Street' --line2 ''")]
pub(in crate::cli) struct Edit {
    /// Its id, as `mercer addresses list` shows it.
    id: i64,

    /// Street and number.
    #[arg(long, value_name = "TEXT")]
    line1: Option<String>,

    /// Flat, floor, company; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    line2: Option<String>,

    /// Town.
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,

    /// State, county or province; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    state: Option<String>,

    /// Postal code; '' takes it away.
    #[arg(long, value_name = "CODE")]
    zip_code: Option<String>,

    /// The country's two letters (ISO 3166-1), such as GB.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// A phone number for the carrier; '' takes it away.
    #[arg(long, value_name = "NUMBER")]
    phone_number: Option<String>,
}

impl Edit {
    /// Changes the address.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = UpdateAddress {
            expected_version: None,
            line1: self.line1,
            line2: patched_text(self.line2),
            city: self.city,
            state: patched_text(self.state),
            country: self.country.map(|code| code.to_uppercase()),
            zip_code: patched_text(self.zip_code),
            phone_number: patched_text(self.phone_number),
        };
        super::show(addresses::update(store, self.id, input).await?, output)
    }
}
