//! An address as clients write it.

use mercer_store::addresses::NewAddress;
use schemars::JsonSchema;
use serde::Deserialize;

/// A postal address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AddressInput")]
#[schemars(example = serde_json::json!({
    "line1": "1 High Street", "city": "London", "country": "GB", "zip_code": "N1 9GU"
}))]
pub(in crate::api) struct AddressInput {
    /// Street and number, at most 200 characters.
    #[schemars(example = &"1 High Street")]
    pub(super) line1: String,
    /// Flat, floor, company; at most 200 characters.
    pub(super) line2: Option<String>,
    /// At most 100 characters.
    #[schemars(example = &"London")]
    pub(super) city: String,
    /// State, county or province; at most 100 characters.
    pub(super) state: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schemars(example = &"GB")]
    pub(super) country: String,
    /// At most 20 characters.
    #[schemars(example = &"N1 9GU")]
    pub(super) zip_code: Option<String>,
    /// For the carrier; at most 32 characters.
    pub(super) phone_number: Option<String>,
}

impl AddressInput {
    /// As the store takes it.
    pub(in crate::api) fn into_new(self) -> NewAddress {
        NewAddress {
            line1: self.line1,
            line2: self.line2,
            city: self.city,
            state: self.state,
            country: self.country,
            zip_code: self.zip_code,
            phone_number: self.phone_number,
        }
    }
}
