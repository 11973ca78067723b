//! Postal addresses, and their part in a customer's book.

use chrono::{DateTime, Utc};
use mercer_store::addresses;
use schemars::JsonSchema;
use serde::Serialize;

/// A postal address of one or more customers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Address {
    pub(crate) id: i64,
    /// Street and number.
    pub(crate) line1: String,
    /// Flat, floor, company.
    pub(crate) line2: Option<String>,
    pub(crate) city: String,
    /// State, county or province.
    pub(crate) state: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    pub(crate) zip_code: Option<String>,
    /// For the carrier.
    pub(crate) phone_number: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<addresses::Address> for Address {
    fn from(address: addresses::Address) -> Self {
        Address {
            id: address.id,
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            state: address.state,
            country: address.country,
            zip_code: address.zip_code,
            phone_number: address.phone_number,
            created_at: address.created_at,
            updated_at: address.updated_at,
            version: address.version,
        }
    }
}

/// An address as it stands in a customer's book.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CustomerAddress {
    pub(crate) address_id: i64,
    /// Home, work.
    pub(crate) label: Option<String>,
    /// Whether goods go here unless told otherwise. One address always is the default.
    pub(crate) default_shipping: bool,
    /// Whether invoices go here unless told otherwise, likewise.
    pub(crate) default_billing: bool,
    pub(crate) address: Address,
    /// Stands for all of the above, for the ETag.
    #[serde(skip)]
    pub(crate) state: i64,
}

impl From<addresses::AddressOfCustomer> for CustomerAddress {
    fn from(entry: addresses::AddressOfCustomer) -> Self {
        CustomerAddress {
            state: entry.state(),
            address_id: entry.address.id,
            label: entry.label,
            default_shipping: entry.default_shipping,
            default_billing: entry.default_billing,
            address: entry.address.into(),
        }
    }
}
