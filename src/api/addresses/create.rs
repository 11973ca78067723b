//! `POST /v1/addresses`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use mercer_store::addresses::{self, AddressError, CreateAddress, NewAddress};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Created;
use crate::api::document::{self, Operation, Schemas};
use crate::api::problem::Problem;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// An address to be recorded with the customers it belongs to.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAddress")]
#[schemars(example = serde_json::json!({
    "customer_ids": [1], "line1": "1 High Street", "city": "London", "country": "GB",
    "zip_code": "N1 9GU", "label": "home"
}))]
pub(super) struct Input {
    /// Whose it is, at least one; a customer who records one need not name themselves.
    customer_ids: Option<Vec<Id>>,
    /// Street and number, at most 200 characters.
    #[schemars(example = &"1 High Street")]
    line1: String,
    /// Flat, floor, company; at most 200 characters.
    line2: Option<String>,
    /// At most 100 characters.
    #[schemars(example = &"London")]
    city: String,
    /// State, county or province; at most 100 characters.
    state: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schemars(example = &"GB")]
    country: String,
    /// At most 20 characters.
    #[schemars(example = &"N1 9GU")]
    zip_code: Option<String>,
    /// For the carrier; at most 32 characters.
    phone_number: Option<String>,
    /// What they call it: home, work. At most 50 characters.
    label: Option<String>,
    /// Whether their goods go here from now on.
    default_shipping: Option<bool>,
    /// Whether their invoices go here from now on.
    default_billing: Option<bool>,
}

/// The address that the request was sent to, where the list is: it has two names.
pub(super) struct Here(String);

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Here(parts.uri.path().to_owned()))
    }
}

impl document::Input for Here {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

/// Records an address.
pub(super) async fn create(
    write: Write,
    Here(here): Here,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Address>>> {
    let named = input.customer_ids.as_ref();
    let named = named.map(|ids| ids.iter().map(|id| id.0).collect());
    let customer_ids = owners(write.caller(), named)?;
    let address = input.into_address(customer_ids);
    write
        .run(
            move |store| async move {
                let created = addresses::create(&store, address).await;
                created.map_err(refused)
            },
            move |address| {
                let location = format!("{here}/{}", address.id);
                Created::at(location, json::Address::from(address.clone()))
            },
        )
        .await
}

/// Whose it is to be. To a customer, all others are nobody.
fn owners(caller: &Caller, named: Option<Vec<i64>>) -> Answer<Vec<i64>> {
    match (caller.customer_id(), named) {
        (None, named) => Ok(named.unwrap_or_default()),
        (Some(me), None) => Ok(vec![me]),
        (Some(me), Some(named)) => match named.iter().find(|id| **id != me) {
            Some(other) => Err(refused(AddressError::UnknownCustomer(*other))),
            None => Ok(named),
        },
    }
}

/// Names the field as this request does.
fn refused(error: AddressError) -> Problem {
    match error {
        AddressError::UnknownCustomer(_) => {
            let detail = error.to_string();
            Problem::unknown("unknown_customer", &detail).at("customer_ids", detail)
        }
        error => error.into(),
    }
}

impl Input {
    fn into_address(self, customer_ids: Vec<i64>) -> CreateAddress {
        CreateAddress {
            address: NewAddress {
                line1: self.line1,
                line2: self.line2,
                city: self.city,
                state: self.state,
                country: self.country,
                zip_code: self.zip_code,
                phone_number: self.phone_number,
            },
            customer_ids,
            label: self.label,
            default_shipping: self.default_shipping.unwrap_or(false),
            default_billing: self.default_billing.unwrap_or(false),
        }
    }
}
