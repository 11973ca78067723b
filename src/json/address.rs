//! Postal addresses, and their part in a customer's book.

use chrono::{DateTime, Utc};
use mercer_store::addresses;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
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

impl Address {
    /// As it is written on an envelope, in one line.
    pub(crate) fn in_one_line(&self) -> String {
        let town = match &self.zip_code {
            Some(code) => format!("{code} {}", self.city),
            None => self.city.clone(),
        };
        let (line2, state) = (self.line2.as_deref(), self.state.as_deref());
        let parts = [
            Some(&*self.line1),
            line2,
            Some(&*town),
            state,
            Some(&*self.country),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The schema of an address as it stood when an order was placed or an invoice issued. Of a person
/// who was erased, only the country is left.
pub(super) fn as_it_was(_: &mut SchemaGenerator) -> Schema {
    let text = json_schema!({ "type": "string" });
    let may_lack = json_schema!({ "type": ["string", "null"] });
    json_schema!({ "anyOf": [
        {
            "type": "object",
            "properties": {
                "line1": text, "line2": may_lack, "city": text, "state": may_lack,
                "country": text, "zip_code": may_lack, "phone_number": may_lack,
            },
        },
        { "type": "null" },
    ] })
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
