//! `POST /v1/customers/{id}/addresses`.

use mercer_store::Invalid;
use mercer_store::addresses::{self, AddAddress, AddressError, AddressOfCustomer};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::addresses::AddressInput;
use crate::api::answer::Created;
use crate::api::request::{Body, IdText, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// An address and what it is to the customer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AddCustomerAddress")]
#[schemars(example = serde_json::json!({
    "address": {"line1": "1 High Street", "city": "London", "country": "GB",
    "zip_code": "N1 9GU"}, "label": "home"
}))]
pub(in crate::api::customers) struct Input {
    address: Object<AddressInput>,
    /// Home, work; at most 50 characters.
    #[schemars(example = &"home")]
    label: Option<String>,
    /// Whether goods go here from now on.
    default_shipping: Option<bool>,
    /// Whether invoices go here from now on.
    default_billing: Option<bool>,
}

/// Records an address in the customer's book.
pub(in crate::api::customers) async fn add(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::CustomerAddress>>> {
    let customer_id = id.of("customer")?;
    let Object(address) = input.address;
    let address = AddAddress {
        customer_id,
        address: address.into_new(),
        label: input.label,
        default_shipping: input.default_shipping.unwrap_or(false),
        default_billing: input.default_billing.unwrap_or(false),
    };
    write
        .run(
            move |store| async move {
                let added = addresses::add(&store, address).await;
                added.map_err(|error| refused(inside(error)))
            },
            move |entry: &AddressOfCustomer| {
                let location =
                    format!("/v1/customers/{customer_id}/addresses/{}", entry.address.id);
                Created::at(location, json::CustomerAddress::from(entry.clone()))
            },
        )
        .await
}

/// What is wrong with the address is wrong inside the field that holds it.
fn inside(error: AddressError) -> AddressError {
    match error {
        AddressError::Invalid(invalid) if invalid.field != "label" => {
            let invalid: Invalid = invalid.inside("address");
            invalid.into()
        }
        error => error,
    }
}
