//! An address as options.

use clap::Args;
use mercer_store::addresses::NewAddress;

/// The options of a new address.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Address")]
pub(in crate::cli) struct AddressArguments {
    /// Street and number.
    #[arg(long, value_name = "TEXT")]
    line1: String,

    /// Flat, floor, company.
    #[arg(long, value_name = "TEXT")]
    line2: Option<String>,

    /// Town.
    #[arg(long, value_name = "TEXT")]
    city: String,

    /// State, county or province.
    #[arg(long, value_name = "TEXT")]
    state: Option<String>,

    /// Postal code.
    #[arg(long, value_name = "CODE")]
    zip_code: Option<String>,

    /// The country's two letters (ISO 3166-1), such as GB.
    #[arg(long, value_name = "CODE")]
    country: String,

    /// A phone number for the carrier.
    #[arg(long, value_name = "NUMBER")]
    phone_number: Option<String>,
}

impl From<AddressArguments> for NewAddress {
    fn from(given: AddressArguments) -> Self {
        NewAddress {
            line1: given.line1,
            line2: given.line2,
            city: given.city,
            state: given.state,
            country: given.country.to_uppercase(),
            zip_code: given.zip_code,
            phone_number: given.phone_number,
        }
    }
}
