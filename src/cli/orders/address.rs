//! Where an order goes, as people type it: one of the recorded addresses, or a new one.

use std::str::FromStr;

use mercer_store::Store;
use mercer_store::addresses::{self, NewAddress};

use crate::cli::Failure;

/// An address for an order, which keeps its own copy.
#[derive(Clone, Debug)]
pub(super) enum AddressArgument {
    /// A copy of a recorded one.
    Recorded(i64),
    /// This one, for this order only.
    New(Box<NewAddress>),
}

impl AddressArgument {
    /// The address.
    pub(super) async fn address(self, store: &Store) -> Result<NewAddress, Failure> {
        let id = match self {
            AddressArgument::New(address) => return Ok(*address),
            AddressArgument::Recorded(id) => id,
        };
        let found = addresses::get(store, id).await;
        let address = found.map_err(|error| Failure::with_advice(&error.to_string()))?;
        Ok(NewAddress {
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            state: address.state,
            country: address.country,
            zip_code: address.zip_code,
            phone_number: address.phone_number,
        })
    }
}

impl FromStr for AddressArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.strip_prefix("id:").unwrap_or(text);
        if let Ok(id) = id.parse() {
            return Ok(AddressArgument::Recorded(id));
        }
        let mut address = NewAddress::default();
        for part in text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let wrong = || {
                "write an address's id, or its parts, such as \
                 \"line1=1 High Street; city=London; zip_code=N1 1AA; country=GB\""
                    .to_owned()
            };
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let value = value.trim().to_owned();
            match name.trim() {
                "line1" => address.line1 = value,
                "line2" => address.line2 = Some(value),
                "city" => address.city = value,
                "state" => address.state = Some(value),
                "country" => address.country = value,
                "zip_code" => address.zip_code = Some(value),
                "phone_number" => address.phone_number = Some(value),
                other => {
                    return Err(format!(
                        "{other} is none of line1, line2, city, state, country, zip_code, phone_number"
                    ));
                }
            }
        }
        Ok(AddressArgument::New(Box::new(address)))
    }
}
